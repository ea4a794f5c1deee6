/** One timeline of everything: what the record says, what people wrote, and the alerts as they came. */
import type { Detail } from "./incident-detail.ts";

export const ENTRY_KINDS = [
  "alert",
  "comment",
  "decision",
  "run",
  "effect",
  "approval",
  "lease",
  "sync",
  "incident",
] as const;
export type EntryKind = (typeof ENTRY_KINDS)[number];

export interface Entry {
  key: string;
  at: string;
  kind: EntryKind;
  actor: string;
  /** What happened, as the record names it: `effect-applied`; empty where the kind says it. */
  action: string;
  /** What may be an attacker's words. */
  text: string;
  severity?: Detail["severity"];
}

/** What ids are called. */
export interface Names {
  capability(id: string): string;
  type(id: string): string;
}

/** Newest first; capabilities and types by what people call them. */
export function entriesOf(incident: Detail, names: Names): Entry[] {
  const alerts = incident.alerts.map(
    (alert): Entry => ({
      ...{ key: alert.id, at: alert.receivedAt, kind: "alert", actor: alert.source, action: "" },
      ...{ text: alert.title, severity: alert.severity },
    }),
  );
  const comments = incident.comments.map(
    ({ id, at, author, body, via }): Entry => ({
      ...{ key: id, at, kind: "comment", action: "", text: body },
      actor: via === null ? author : `${author} · ${via}`,
    }),
  );
  const recorded = incident.timeline
    // A comment stands there with its words already.
    .filter(({ action }) => action !== "comment-added")
    .map((entry, place): Entry => {
      const { at, actor, action } = entry;
      return {
        key: `${at}-${place}`,
        at,
        actor,
        action,
        kind: kindOf(entry),
        text: wordsOf(entry, incident.effects, names),
      };
    });
  return [...alerts, ...comments, ...recorded].sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0));
}

type Recorded = Detail["timeline"][number];

/** What a person said of the incident is a decision; what the machine noted of it is not. */
function kindOf({ subjectType, action, actor }: Recorded): EntryKind {
  if (action.startsWith("sync-")) return "sync";
  if (subjectType === "incident") return /^(person|token):/.test(actor) ? "decision" : "incident";
  return (ENTRY_KINDS as readonly string[]).includes(subjectType) ? (subjectType as EntryKind) : "incident";
}

/** Ids and hashes say nothing to a reader. */
const OPAQUE = /^(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{64})$/;

function wordsOf({ subjectType, subjectId, details }: Recorded, effects: Detail["effects"], names: Names): string {
  const about = effects.find(({ id }) => id === (subjectType === "effect" ? subjectId : details.effect));
  const {
    guard,
    before: _before,
    capability: _capability,
    entityKey: _entity,
    connection: _connection,
    // The same as what it does that to.
    entity: _said,
    ...others
  } = details;
  const reason = (guard as { reason?: unknown } | undefined)?.reason;
  const words = Object.entries(about === undefined ? { ...details, guard: undefined, before: undefined } : others)
    .filter(([, value]) => isSaid(value))
    .map(([name, value]) =>
      name === "reason"
        ? String(value)
        : `${spaced(name)}: ${name === "type" ? names.type(String(value)) : String(value)}`,
    );
  const effect =
    about && `${names.capability(about.capability)}${about.entityKey === "none" ? "" : `: ${about.entityKey}`}`;
  return [effect, reason, ...words].filter((part) => typeof part === "string" && part !== "").join(" · ");
}

function isSaid(value: unknown): boolean {
  if (typeof value === "string") return value !== "" && !OPAQUE.test(value);
  return typeof value === "number" || typeof value === "boolean";
}

function spaced(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
