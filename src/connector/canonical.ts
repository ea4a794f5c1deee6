/**
 * One spelling for each thing, so that equal things have equal keys whoever reports them.
 * Each function gives the canonical text, or null when the text is no such thing.
 */
import { domainToASCII } from "node:url";
import ipaddr from "ipaddr.js";

const IPV4 = /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$/;
const PLAIN_DOMAIN = /^(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/;
/** A host's bare name: no spelling of it has a dot. */
const PLAIN_LABEL = /^[a-z0-9_-]+$/;
const HASH = /^(?:[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{56}|[0-9a-f]{64}|[0-9a-f]{96}|[0-9a-f]{128})$/;

/** Undoes the usual defanging: `hxxp`, `[.]`, `(.)`, `{.}`, `[dot]`, `[:]`, `[@]`, `[at]`. */
export function refang(text: string): string {
  if (!/[[({]|hxxp/i.test(text)) return text;
  return text
    .replace(/^hxxp/i, "http")
    .replace(/[[({](?:\.|dot)[\])}]/gi, ".")
    .replace(/[[({](?:@|at)[\])}]/gi, "@")
    .replace(/\[:(?:\/\/)?\]/g, (part) => part.slice(1, -1));
}

/** IPv4 in four decimal parts, IPv6 as RFC 5952 writes it; an IPv4-mapped IPv6 address is the IPv4 address. A zone id is dropped. */
export function canonicalIp(text: string): string | null {
  if (IPV4.test(text)) return text;
  const plain = refang(text.trim()).replace(/%[\w.-]+$/, "");
  if (IPV4.test(plain)) return plain;
  const bare = plain.startsWith("[") && plain.endsWith("]") ? plain.slice(1, -1) : plain;
  if (!bare.includes(":") || !ipaddr.IPv6.isValid(bare)) return null;
  const address = ipaddr.IPv6.parse(bare);
  return address.isIPv4MappedAddress() ? address.toIPv4Address().toString() : address.toRFC5952String();
}

/** Lower case, punycode, no final dot. An address is no domain. */
export function canonicalDomain(text: string): string | null {
  const lower = refang(text.trim()).toLowerCase().replace(/\.$/, "");
  if (lower.length === 0 || lower.length > 253) return null;
  if (PLAIN_DOMAIN.test(lower)) return lower;
  if (/[\s/:@?#\\%]/.test(lower)) return null;
  if (PLAIN_LABEL.test(lower)) return null;
  const ascii = domainToASCII(lower);
  return PLAIN_DOMAIN.test(ascii) ? ascii : null;
}

/** A mail address in lower case, its domain canonical; of `Name <address>` and `mailto:address` the address. */
export function canonicalMail(text: string): string | null {
  const inner = /<([^<>]+)>\s*$/.exec(text)?.[1] ?? text;
  const plain = refang(inner.trim())
    .toLowerCase()
    .replace(/^mailto:/, "");
  const at = plain.lastIndexOf("@");
  if (at < 1 || /[\s<>,;]/.test(plain)) return null;
  const domain = canonicalDomain(plain.slice(at + 1));
  return domain === null ? null : `${plain.slice(0, at)}@${domain}`;
}

/** MD5, SHA-1 or SHA-2 in lower-case hex. */
export function canonicalHash(text: string): string | null {
  const lower = text.trim().toLowerCase();
  return HASH.test(lower) ? lower : null;
}

/** An absolute URL as the WHATWG URL standard writes it; its host without the root's dot, and no IPv4 address inside of an IPv6 one. */
export function canonicalUrl(text: string): string | null {
  const plain = refang(text.trim());
  if (!/^[a-z][a-z0-9+.-]*:\/\//i.test(plain) || !URL.canParse(plain)) return null;
  const url = new URL(plain);
  const { hostname } = url;
  if (hostname.endsWith(".")) url.hostname = hostname.slice(0, -1);
  else if (hostname.startsWith("[")) url.hostname = addressInUrl(hostname);
  return url.href;
}

function addressInUrl(hostname: string): string {
  const address = canonicalIp(hostname) ?? hostname;
  return address.includes(":") && !address.startsWith("[") ? `[${address}]` : address;
}

/** Host names have no upper case and no final dot; a name in several parts is a domain. */
export function canonicalHost(text: string): string | null {
  const lower = refang(text.trim()).toLowerCase().replace(/\.$/, "");
  if (lower === "") return null;
  return canonicalIp(lower) ?? canonicalDomain(lower) ?? lower;
}
