/** From the address in an alert to the one that may be written into a firewall's set. */
import ipaddr from "ipaddr.js";
import { RefusedError } from "../../src/errors.ts";

export interface TargetAddress {
  /** Canonical text (RFC 5952 for IPv6): hexadecimal digits, dots and colons only. */
  text: string;
  family: 4 | 6;
}

/** Blocking these would cut the firewall off from itself or from everything at once. */
const NEVER = new Set(["unspecified", "loopback", "broadcast", "multicast", "linkLocal"]);

/**
 * The canonical address; an IPv4-mapped IPv6 address is the IPv4 address, because that is what its packets carry.
 * @throws RefusedError `connector.rejected` for what is no address, or one that must never be blocked.
 */
export function targetAddress(ip: string): TargetAddress {
  // A zone (fe80::1%eth0) names an interface of whoever wrote it, and ipaddr.js would keep its text.
  if (ip.includes("%") || !(ipaddr.IPv4.isValidFourPartDecimal(ip) || ipaddr.IPv6.isValid(ip)))
    throw new RefusedError("connector.rejected", `"${ip.slice(0, 60)}" is not an address in full notation.`);
  const parsed = ipaddr.process(ip);
  const text = parsed.kind() === "ipv6" ? (parsed as ipaddr.IPv6).toRFC5952String() : parsed.toString();
  if (NEVER.has(parsed.range()) || text.startsWith("0."))
    throw new RefusedError(
      "connector.rejected",
      `${text} is ${parsed.range()}: blocking it would stop more than one party.`,
    );
  return { text, family: parsed.kind() === "ipv4" ? 4 : 6 };
}

/** The same canonical text for an address that a socket or a set reports; undefined for what is none. */
export function canonicalAddress(text: string): string | undefined {
  const [withoutZone] = text.split("%");
  if (withoutZone === undefined || !ipaddr.isValid(withoutZone)) return undefined;
  const parsed = ipaddr.process(withoutZone);
  return parsed.kind() === "ipv6" ? (parsed as ipaddr.IPv6).toRFC5952String() : parsed.toString();
}
