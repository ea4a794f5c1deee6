/** Where the target of an action comes from, and the loop around it. */
import type { Capability } from "../../connector/capability.ts";
import type { EntityType } from "../../model/entity.ts";
import type { WrittenStep } from "../../playbook/written-form.ts";

/** One run acts on so many of a kind at most; more are given to people. */
const AT_MOST = 20;

const ACTORS = 'incident.entities.filter(e, e.type == "ip" && e.role == "actor").map(e, e.key)';
const SENDERS = 'incident.entities.filter(e, e.type == "mailbox" && e.role == "actor").map(e, e.key)';
const keys = (list: string) => `incident.${list}`;
/** As capabilities take them: what is no such thing is nobody's target. */
const matching = (type: string, pattern: string) =>
  `incident.observables.filter(o, o.type == "${type}" && rx(o.value, "${pattern}")).map(o, o.value)`;
const observed = (type: string) => `incident.observables.filter(o, o.type == "${type}").map(o, o.value)`;

/** Whatever of a kind an incident is about. Of addresses and mailboxes those of the actor: the others are the victim's. */
const OF_INCIDENT: Readonly<Partial<Record<EntityType, string>>> = {
  user: keys("users"),
  device: keys("devices"),
  ip: ACTORS,
  domain: observed("domain"),
  url: matching("url", "^https?://[^#@]+$"),
  file: matching("hash", "^([0-9a-fA-F]{32}|[0-9a-fA-F]{40}|[0-9a-fA-F]{64})$"),
  mailbox: SENDERS,
  "access-key": keys("accessKeys"),
};
/** What is only looked up may be anything that the alert names. */
const LOOKED_UP: Readonly<Partial<Record<EntityType, string>>> = {
  ...OF_INCIDENT,
  ip: keys("ips"),
  file: observed("hash"),
};

const NAMES: Readonly<Partial<Record<EntityType, string>>> = {
  "access-key": "key",
  device: "device",
  file: "hash",
  mailbox: "sender",
};
const PLURALS: Readonly<Partial<Record<EntityType, string>>> = {
  user: "accounts",
  device: "devices",
  ip: "addresses",
  domain: "domains",
  url: "URLs",
  mailbox: "senders",
  "access-key": "access keys",
  file: "file hashes",
};

/** What intelligence is asked about a kind, and the field that names it there: the kinds whose names an attacker chooses. */
export const ASKED_OF: Readonly<Partial<Record<EntityType, { capability: string; field: string }>>> = {
  ip: { capability: "intel.lookup-ip", field: "ip" },
  domain: { capability: "intel.lookup-domain", field: "domain" },
  url: { capability: "intel.lookup-url", field: "url" },
  file: { capability: "intel.lookup-hash", field: "hash" },
};

/** The list of targets for a capability; null where an incident has none of that kind. `vouched` says that each is looked up before. */
export function targetsOf({ target, effect }: Capability, vouched: boolean): string | null {
  if (target === undefined) return null;
  return (vouched || effect === "observe" ? LOOKED_UP : OF_INCIDENT)[target.type] ?? null;
}

/** What a kind is called in ids, and in questions about several of it. */
export function kindName(type: EntityType): string {
  return NAMES[type] ?? type.replaceAll("-", "_");
}
export function kindPlural(type: EntityType): string {
  return PLURALS[type] ?? `${type}s`;
}

export interface Loop {
  list: string;
  as: string;
  plural: boolean;
  steps: WrittenStep[];
  /** What each round gives. */
  collect?: string;
}

/** A loop over targets. An order about one of them, where there are several, is none that a machine should guess at. */
export function loopStep(
  id: string,
  title: string,
  { list, as, plural, steps, collect }: Loop,
  several: WrittenStep[],
): WrittenStep {
  return {
    id,
    title,
    "for-each": list,
    as,
    "at-most": plural ? AT_MOST : 1,
    do: steps,
    ...(collect === undefined ? {} : { collect }),
    ...(plural ? {} : { "on-limit": several }),
  };
}
