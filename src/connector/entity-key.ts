/** The one spelling of what identifies an entity of each type: what alerts say and what effects act on are the same thing by it. */
import type { EntityType } from "../model/entity.ts";
import {
  canonicalDomain,
  canonicalHash,
  canonicalHost,
  canonicalIp,
  canonicalMail,
  canonicalUrl,
} from "./canonical.ts";

type Canonical = (text: string) => string | null;

const lower: Canonical = (text) => text.toLowerCase();
const asIs: Canonical = (text) => text;

/** Ids of cloud resources and access keys, paths and processes tell case apart; names of people, hosts and services do not. */
const ENTITY_KEYS: Record<EntityType, Canonical> = {
  user: (text) => canonicalMail(text) ?? text.toLowerCase(),
  device: canonicalHost,
  ip: canonicalIp,
  domain: canonicalDomain,
  url: canonicalUrl,
  file: (text) => canonicalHash(text) ?? text,
  process: asIs,
  mailbox: (text) => canonicalMail(text) ?? text.toLowerCase(),
  "cloud-account": lower,
  "cloud-resource": asIs,
  "access-key": asIs,
  service: lower,
  other: asIs,
};

/** The key in its canonical spelling, or null when the text is no key of such an entity. */
export function canonicalKey(type: EntityType, text: string): string | null {
  return ENTITY_KEYS[type](text);
}
