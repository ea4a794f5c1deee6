/** What kind of name an identifier of a user, device or account is, and how surely it means one thing. Pure. */
import type { EntityType } from "./entity.ts";

/**
 * mail: an address or UPN · fqdn: a host with its domain · arn · account: `domain\name` · sid · mac · uuid · instance: a cloud machine's id ·
 * uid: a product's own id, good within that product · name: a bare host or account name · address: an IP, a host's only at a time · none: says nothing.
 */
export const IDENTIFIER_KINDS = [
  "mail",
  "fqdn",
  "arn",
  "account",
  "sid",
  "mac",
  "uuid",
  "instance",
  "uid",
  "name",
  "address",
  "none",
] as const;
export type IdentifierKind = (typeof IDENTIFIER_KINDS)[number];

/** Types that several identifiers may name; everything else is its one key. */
const NAMED = new Set<EntityType>(["user", "device", "mailbox", "cloud-account", "service"]);

/** Names that every system has; equal ones are no sign of the same thing. */
const COMMON = new Set(
  "root admin administrator guest system localhost localhost.localdomain unknown none null undefined n/a user test anonymous default nobody service daemon".split(
    " ",
  ),
);

const MAIL = /^[^\s@\\]+@[^\s@\\]+\.[^\s@\\]+$/;
const ARN = /^arn:[a-z0-9-]+:/;
/** Only of domains (S-1-5-21) and cloud directories (S-1-12-1): the others, as S-1-5-18, are the same on every machine ([MS-DTYP] 2.4.2.4). */
const SID = /^s-1-(?:5-21|12-1)(?:-\d{1,10}){3,5}$/;
const MAC = /^(?:[0-9a-f]{2}[:-]){5}[0-9a-f]{2}$/;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const INSTANCE = /^i-[0-9a-f]{8,17}$/;
const ACCOUNT =
  /^(?!(?:nt authority|builtin|nt service|window manager|font driver host|workgroup|\.)\\)[^\s\\@/][^\\@/]{0,62}\\[^\\@/]{1,256}$/;
const FQDN = /^(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/;
const ADDRESS = /^(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9a-f.]*:[0-9a-f:.]*)$/;
/** Long, unbroken and with several digits: what products make, and neither people nor hosts are called. */
const UID = /^(?=(?:\D{0,127}\d){3})[0-9a-z_|]{16,128}$/;
const NAME = /^[^\s\\/@:]{2,64}$/u;

/** A storm names the same few thousand things again and again. Bounded: what is read is attacker-written. */
const REMEMBERED = 20_000;
const kinds = new Map<string, IdentifierKind>();

/** The kind of an identifier in its canonical spelling (lower case). */
export function identifierKind(type: EntityType, text: string): IdentifierKind {
  if (!NAMED.has(type)) return "none";
  const id = `${type} ${text}`;
  const known = kinds.get(id);
  if (known !== undefined) return known;
  const kind = kindOf(type, text);
  if (kinds.size >= REMEMBERED) kinds.clear();
  kinds.set(id, kind);
  return kind;
}

function kindOf(type: EntityType, text: string): IdentifierKind {
  if (text.length > 512 || COMMON.has(text)) return "none";
  if (/^[0:-]+$/.test(text) || /^(?:ff[:-]?){6}$/.test(text)) return "none";
  if (MAIL.test(text)) return "mail";
  if (ARN.test(text)) return "arn";
  if (/^s-1-\d/.test(text)) return SID.test(text) ? "sid" : "none";
  if (MAC.test(text)) return type === "device" ? "mac" : "none";
  if (UUID.test(text)) return "uuid";
  if (ADDRESS.test(text)) return "address";
  if (type === "device" && INSTANCE.test(text)) return "instance";
  if (type === "device" && FQDN.test(text)) return "fqdn";
  if (type === "user" && text.includes("\\")) return accountKind(text);
  if (UID.test(text)) return "uid";
  return (type === "user" || type === "device") && NAME.test(text) && !/^\d+$/.test(text) ? "name" : "none";
}

/** `domain\administrator` is one account; what comes after `nt authority` or `builtin` is on every machine. */
function accountKind(text: string): IdentifierKind {
  return ACCOUNT.test(text) ? "account" : "none";
}

/** How fit a kind is to be a record's key: the higher one names it. Zero identifies nothing; 1 is a bare name, which links only where nothing else bears it. */
export function identifierRank(kind: IdentifierKind): number {
  if (kind === "none" || kind === "address") return 0;
  if (kind === "name") return 1;
  return kind === "mail" || kind === "fqdn" || kind === "arn" ? 3 : 2;
}

/** True when the identifier alone is enough to say which record is meant. */
export function isStrong(kind: IdentifierKind): boolean {
  return identifierRank(kind) > 1;
}

/** The bare name inside of a host with its domain or of `domain\name`; empty when there is none that means anything. */
export function bareNameOf(type: EntityType, kind: IdentifierKind, text: string): string {
  const name = kind === "fqdn" ? text.split(".")[0] : kind === "account" ? text.split("\\")[1] : "";
  return name !== undefined && name !== "" && identifierKind(type, name) === "name" ? name : "";
}
