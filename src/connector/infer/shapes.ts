/** What a text is, told by its shape alone. Each test is linear and looks at few characters first: most texts are nothing special. */
import { canonicalDomain, canonicalHash, canonicalIp, canonicalMail, canonicalUrl, refang } from "../canonical.ts";

export type Shape =
  | "ip"
  | "url"
  | "email"
  | "hash"
  | "domain"
  | "resource"
  | "sid"
  | "user-agent"
  | "path"
  | "account"
  | "vulnerability"
  | "message-id"
  | "access-key";

/** `DOMAIN\user`, a Windows security identifier, names of cloud resources. */
const ACCOUNT = /^[\w.-]{1,64}\\[\w.$ -]{1,64}$/;
const SID = /^S-1-\d{1,2}(?:-\d{1,10}){1,14}$/;
const ARN = /^arn:[\w-]{1,20}:[\w-]{1,63}:[\w-]{0,30}:\d{0,12}:\S{1,1000}$/;
const RESOURCE_PATH = /^\/(?:subscriptions|projects|organizations|folders)\/[^\s]{3,1000}$/;
const RESOURCE_NAME = /^\/\/[\w.-]{1,63}\.[a-z]{2,20}\/[^\s]{3,1000}$/;
const PATH = /^(?:[A-Za-z]:\\|\\\\|\\Device\\|\/(?!\/)[\w.-])[^\n]{1,1000}$/;
const AGENT = /^(?:Mozilla\/\d|Opera\/\d|curl\/\d|python-requests\/|Wget\/|Go-http-client\/|okhttp\/|PostmanRuntime\/)/;

/** Names of vulnerabilities: https://www.cve.org/ResourcesSupport/AllResources/CNARules, CVE numbers and advisories of other registers. */
const VULNERABILITY = /^(?:CVE-\d{4}-\d{4,9}|GHSA(?:-[0-9a-z]{4}){3}|(?:RHSA|DSA|USN|ELSA)-\d{4}[:-]\d{1,6})$/i;

/** RFC 5322 3.6.4, and the ids of access keys of the largest cloud. */
const MESSAGE_ID = /^<[^<>\s@]{1,250}@[^<>\s@]{1,250}>$/;
const ACCESS_KEY = /^(?:AKIA|ASIA)[A-Z0-9]{16}$/;

/** Endings of file names that are no top-level domains anybody meets in an alert. */
const FILE_ENDING =
  /\.(?:exe|dll|sys|bat|cmd|ps1|vbs|js|jar|msi|scr|lnk|doc|docx|docm|xls|xlsx|xlsm|pdf|ppt|pptx|zip|rar|7z|gz|tar|txt|log|json|xml|yml|yaml|csv|tmp|dat|bin|php|asp|aspx|jsp|html|htm|png|jpg|gif|svg|ico|py|rb|sh|so|conf|cfg|ini|db|sql|iso|img|rules|local_rules|go|java|class|md|key|pem|crt)$/i;

/** The shape of a text, or undefined. A name with dots is only a domain when its last part could be one. */
export function shapeOf(text: string): Shape | undefined {
  const length = text.length;
  if (length < 3 || length > 2_048) return undefined;
  if (length <= 64 && isAddressLike(text) && canonicalIp(text) !== null) return "ip";
  if (text.includes("://") || /^hxxps?:/i.test(text)) return canonicalUrl(text) === null ? undefined : "url";
  if (text.startsWith("<") && MESSAGE_ID.test(text)) return "message-id";
  if (length === 20 && ACCESS_KEY.test(text)) return "access-key";
  if (text.includes("@") || text.includes("[at]")) return canonicalMail(text) === null ? undefined : "email";
  if (length >= 32 && length <= 128 && canonicalHash(text) !== null) return "hash";
  if (length <= 24 && VULNERABILITY.test(text)) return "vulnerability";
  if (text.startsWith("S-1-") && SID.test(text)) return "sid";
  if (text.startsWith("arn:")) return ARN.test(text) ? "resource" : undefined;
  if (text.startsWith("/") && (RESOURCE_PATH.test(text) || RESOURCE_NAME.test(text))) return "resource";
  if (PATH.test(text)) return "path";
  if (text.includes("\\")) return ACCOUNT.test(text) ? "account" : undefined;
  if (AGENT.test(text)) return "user-agent";
  return isDomainLike(text) && canonicalDomain(text) !== null ? "domain" : undefined;
}

/** Digits and dots, or hex and colons, perhaps defanged or with a zone. */
function isAddressLike(text: string): boolean {
  return /^[\d[{(.)}\]dot]{7,}$/i.test(text) || /^\[?[0-9a-f:.]*:[0-9a-f:.]*:[0-9a-f:.]*(?:%\w+)?\]?$/i.test(text);
}

/** True for a name that ends as files do. */
export function isFileName(text: string): boolean {
  return text.length <= 1_000 && !/\s\s|[\n<>]/.test(text) && FILE_ENDING.test(text);
}

function isDomainLike(text: string): boolean {
  const plain = refang(text);
  if (!/^[\p{L}\p{N}_-]+(?:\.[\p{L}\p{N}_-]+)+\.?$/u.test(plain) || FILE_ENDING.test(plain)) return false;
  const last = plain.replace(/\.$/, "").split(".").at(-1) ?? "";
  return /^(?:[a-z]{2,24}|xn--[a-z0-9-]{2,59}|\p{L}{2,})$/iu.test(last) && !/^\d+(?:\.\d+)*$/.test(plain);
}

/** The typed values inside of a longer text, each once: addresses, URLs, mail addresses, digests and technique ids. At most 8,192 characters are looked at. */
export function shapesIn(text: string): { shape: Shape; value: string }[] {
  const found = new Map<string, { shape: Shape; value: string }>();
  for (const piece of text.slice(0, 8_192).split(/[\s"'<>|,;()]+|(?<=\w)[=](?=\S)/, 1_000)) {
    const trimmed = piece.replace(/^[[({:]+/, "").replace(/[.:\])}!?]+$/, "");
    const shape = shapeOf(trimmed) ?? shapeOf(withoutPort(trimmed));
    if (shape === undefined || shape === "path" || shape === "account") continue;
    const value = shapeOf(trimmed) === undefined ? withoutPort(trimmed) : trimmed;
    found.set(`${shape} ${value}`, { shape, value });
  }
  return [...found.values()];
}

/** `192.0.2.1:443` and `192.0.2.1/443` as addresses. */
export function withoutPort(text: string): string {
  const match =
    /^(?:[\w-]{1,40}:)?(\d{1,3}(?:\.\d{1,3}){3})[:/]\d{1,5}$/.exec(text) ?? /^\[([0-9a-f:.]+)\]:\d{1,5}$/i.exec(text);
  return match?.[1] ?? text;
}

const TECHNIQUE = /\bT\d{4}(?:\.\d{3})?\b/gi;

/** ATT&CK ids in a text: `attack.t1110.003`, `T1110 - Brute Force`. */
export function techniquesIn(text: string): string[] {
  return (text.slice(0, 500).match(TECHNIQUE) ?? []).map((id) => id.toUpperCase());
}
