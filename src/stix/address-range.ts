/** Addresses and ranges of ISSUBSET and ISSUPERSET, of IPv4 and IPv6. */
import ipaddr from "ipaddr.js";

export interface AddressRange {
  bytes: readonly number[];
  /** How many bits from the left are fixed; all of them for one address. */
  bits: number;
}

/** The range of `10.0.0.0/8`, `2001:db8::/32` or a single address; null when the text is none. Bits behind the prefix do not matter. */
export function parseRange(text: string): AddressRange | null {
  const [address = "", prefix, ...rest] = text.split("/", 3);
  if (address.length > 45 || rest.length > 0) return null;
  // The library also reads 0x7f.1 and 127.1, which no standard of observed data has.
  if (!ipaddr.IPv4.isValidFourPartDecimal(address) && !(address.includes(":") && ipaddr.IPv6.isValid(address)))
    return null;
  const bytes = ipaddr.parse(address).toByteArray();
  if (prefix === undefined) return { bytes, bits: bytes.length * 8 };
  const bits = /^\d{1,3}$/.test(prefix) ? Number(prefix) : Number.NaN;
  return bits <= bytes.length * 8 ? { bytes, bits } : null;
}

/** True when all of `inner` lies in `outer`. The two families share no address. */
export function contains(outer: AddressRange, inner: AddressRange): boolean {
  if (outer.bytes.length !== inner.bytes.length || outer.bits > inner.bits) return false;
  return outer.bytes.every((byte, index) => {
    const fixed = Math.min(8, Math.max(0, outer.bits - index * 8));
    const mask = (0xff << (8 - fixed)) & 0xff;
    return (byte & mask) === ((inner.bytes[index] ?? 0) & mask);
  });
}
