/** Which addresses connectors may reach: the public internet, and the private networks an operator names. */
import { isIP } from "node:net";
import ipaddr from "ipaddr.js";
import { InputError } from "../errors.ts";

type Address = ipaddr.IPv4 | ipaddr.IPv6;
type Network = [Address, number];

/** Global unicast is 2000::/3 (RFC 4291, 2.4); whatever lies outside is local, mapped, translated or not assigned. */
const GLOBAL_IPV6 = ipaddr.parseCIDR("2000::/3") as [ipaddr.IPv6, number];

/**
 * True for a public unicast address. Loopback, private, link-local, carrier-grade NAT, unique local and reserved addresses are
 * not public, nor are IPv6 forms that carry another address inside (IPv4-mapped, NAT64, 6to4, Teredo): what they reach is not what they say.
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.parse(address);
  if (parsed.range() !== "unicast") return false;
  return parsed.kind() === "ipv4" || (parsed as ipaddr.IPv6).match(GLOBAL_IPV6);
}

/**
 * Networks in CIDR notation as one predicate. An IPv4 network never matches an IPv4-mapped IPv6 address: each form is allowed by its own name.
 * @throws InputError `config.bad-network` naming the entry that is not CIDR.
 */
export function networksOf(cidrs: readonly string[]): (address: string) => boolean {
  const networks = cidrs.map(parseNetwork);
  return (address) => {
    if (!ipaddr.isValid(address)) return false;
    const parsed = ipaddr.parse(address);
    return networks.some(
      ([base, bits]) => base.kind() === parsed.kind() && (parsed as ipaddr.IPv4).match(base as ipaddr.IPv4, bits),
    );
  };
}

function parseNetwork(cidr: string): Network {
  // ipaddr.js reads "10/8" as 0.0.0.10/8, which nobody means; the base has to be a whole address.
  if (!ipaddr.isValidCIDR(cidr) || isIP(cidr.slice(0, cidr.lastIndexOf("/"))) === 0) {
    throw new InputError(
      "config.bad-network",
      `"${cidr}" is not a network in CIDR notation; expected for example 10.0.0.0/8, 192.0.2.7/32 or fd00::/8.`,
    );
  }
  return ipaddr.parseCIDR(cidr) as Network;
}
