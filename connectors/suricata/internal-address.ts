/** Which side of a connection is ours. */
import ipaddr from "ipaddr.js";

/** Ranges of ipaddr.js that nobody else can have: RFC 1918, RFC 4193, RFC 6598, link-local, loopback. Documentation ranges count as outside. */
const INTERNAL = new Set(["private", "uniqueLocal", "carrierGradeNat", "linkLocal", "loopback"]);

/**
 * True when `ip` is in one of `homeNetworks` (CIDR, as Suricata's HOME_NET); where none is set, when it is in a private range. What is no
 * address is not ours.
 */
export function isInternal(ip: string, homeNetworks: readonly string[]): boolean {
  if (!ipaddr.isValid(ip)) return false;
  const address = ipaddr.process(ip);
  if (homeNetworks.length === 0) return INTERNAL.has(address.range());
  return homeNetworks.some((network) => {
    const [base, bits] = ipaddr.parseCIDR(network);
    return base.kind() === address.kind() && address.match(base, bits);
  });
}
