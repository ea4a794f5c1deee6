/** Ids of MITRE ATT&CK techniques, held against the list (techniques.json, written by scripts/attack-techniques.mjs). */
import { createRequire } from "node:module";

interface AttackList {
  source: string;
  techniques: Record<string, string>;
  deprecated: Record<string, string>;
  revoked: Record<string, string>;
}

const list = createRequire(import.meta.url)("./techniques.json") as AttackList;

/**
 * current: in force · deprecated: still on the list, with nothing in its place · replaced: revoked, and `id` took its place ·
 * revoked: without a successor that is known · unlisted: not on the list.
 */
export type Standing =
  | { kind: "current" | "deprecated" | "revoked" | "unlisted" }
  | { kind: "replaced"; id: string; name: string };

const CURRENT: Standing = { kind: "current" };

/** How the list speaks of an id such as `T1110.003`. */
export function techniqueStanding(id: string): Standing {
  if (Object.hasOwn(list.techniques, id)) return CURRENT;
  if (Object.hasOwn(list.deprecated, id)) return { kind: "deprecated" };
  const became = Object.hasOwn(list.revoked, id) ? list.revoked[id] : undefined;
  if (became === undefined) return { kind: "unlisted" };
  return became === "" ? { kind: "revoked" } : { kind: "replaced", id: became, name: techniqueName(became) };
}

/** The name of a technique on the list; empty for any other. */
export function techniqueName(id: string): string {
  const named = [list.techniques, list.deprecated].find((part) => Object.hasOwn(part, id));
  const entry = named?.[id] ?? "";
  return entry.slice(0, Math.max(0, entry.lastIndexOf(" | ")));
}

/** The names of those that are on the list, by id; a sub-technique after the technique it is of, as ATT&CK writes it: `Valid Accounts: Cloud Accounts`. */
export function techniqueNames(ids: readonly string[]): Record<string, string> {
  const whole = (id: string) =>
    [...new Set([id.split(".")[0] ?? "", id])].map(techniqueName).filter((name) => name !== "");
  return Object.fromEntries(ids.filter((id) => techniqueName(id) !== "").map((id) => [id, whole(id).join(": ")]));
}

/** The tactics of enterprise ATT&CK in the order of its matrix (https://attack.mitre.org/tactics/enterprise/). */
export const TACTICS = [
  ...["reconnaissance", "resource-development", "initial-access", "execution", "persistence", "privilege-escalation"],
  ...["defense-evasion", "credential-access", "discovery", "lateral-movement", "collection", "command-and-control"],
  ...["exfiltration", "impact"],
] as const;

/** Every technique in force that is no sub-technique, with its tactics, by id. */
export function topTechniques(): { id: string; name: string; tactics: string[] }[] {
  return Object.entries(list.techniques)
    .filter(([id]) => !id.includes("."))
    .map(([id, entry]) => ({
      id,
      name: techniqueName(id),
      tactics: entry.slice(entry.lastIndexOf(" | ") + 3).split(", "),
    }));
}
