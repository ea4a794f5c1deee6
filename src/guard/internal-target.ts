/** What is ours, and must not be blocked as if it were somebody else's. */
import { isIP } from "node:net";
import ipaddr from "ipaddr.js";

/** For documents and examples (RFC 5737, RFC 3849): nobody's, so blocking them hurts nobody. ipaddr.js calls them reserved. */
const DOCUMENTATION = ["192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "2001:db8::/32"].map((range) =>
  ipaddr.parseCIDR(range),
);
const LOCAL_SUFFIXES = [".local", ".localhost", ".internal", ".intranet", ".lan", ".home.arpa", ".corp"];

/**
 * True for every address that is not plainly one on the public internet: private, loopback, link-local, multicast, reserved, IPv6 forms that
 * carry another address inside, and what is no address at all. `own` are the organization's networks in CIDR notation.
 */
export function isInternalAddress(key: string, own: readonly string[] = []): boolean {
  if (isIP(key) === 0) return true;
  const address = ipaddr.parse(key);
  if (own.some((network) => inNetwork(address, ipaddr.parseCIDR(network)))) return true;
  if (DOCUMENTATION.some((network) => inNetwork(address, network))) return false;
  return address.range() !== "unicast";
}

/** True for names without a dot, local suffixes, and the organization's own domains and what is below them. */
export function isInternalDomain(key: string, own: readonly string[] = []): boolean {
  const name = key.toLowerCase().replace(/\.$/, "");
  if (!name.includes(".") || LOCAL_SUFFIXES.some((suffix) => name.endsWith(suffix))) return true;
  return own.some((domain) => name === domain.toLowerCase() || name.endsWith(`.${domain.toLowerCase()}`));
}

/** By its host, an address or a name; true for what is no URL. */
export function isInternalUrl(key: string, own: { networks: readonly string[]; domains: readonly string[] }): boolean {
  if (!URL.canParse(key)) return true;
  const host = new URL(key).hostname.replace(/^\[|\]$/g, "");
  return isIP(host) === 0 ? isInternalDomain(host, own.domains) : isInternalAddress(host, own.networks);
}

/** True when the text is a network in CIDR notation with a whole base address. */
export function isNetwork(text: string): boolean {
  return ipaddr.isValidCIDR(text) && isIP(text.slice(0, text.lastIndexOf("/"))) !== 0;
}

function inNetwork(address: ipaddr.IPv4 | ipaddr.IPv6, [base, bits]: [ipaddr.IPv4 | ipaddr.IPv6, number]): boolean {
  return address.kind() === base.kind() && (address as ipaddr.IPv4).match(base as ipaddr.IPv4, bits);
}
