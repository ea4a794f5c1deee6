import type { IncidentDetail } from "../api/contract/incident.ts";
import { safeLine } from "./safe-text.ts";

/** Ids and hashes say nothing to a reader; --json has them. */
const OPAQUE = /^(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{64})$/;

type Entry = IncidentDetail["timeline"][number];

/** What a line of an incident's timeline says in words: which effect it is about, why scope decided so, and what else was written down. */
export function timelineText({ subjectType, subjectId, details }: Entry, effects: IncidentDetail["effects"]): string {
  const about = effects.find(({ id }) => id === (subjectType === "effect" ? subjectId : details.effect));
  const { guard, ...others } = details;
  const reason = (guard as { reason?: unknown } | undefined)?.reason;
  const named = about === undefined ? {} : { capability: true, entity: true, entityKey: true, connection: true };
  const words = Object.entries(others)
    .filter(([name, value]) => !(name in named) && isSaid(value))
    .map(([name, value]) => `${spaced(name)}: ${String(value)}`);
  return safeLine([effectName(about), reason, ...words].filter((part) => typeof part === "string").join("; "));
}

function effectName(effect: Record<string, unknown> | undefined): string | undefined {
  if (effect === undefined) return undefined;
  const { capability, entityKey } = effect;
  return entityKey === "none" ? String(capability) : `${capability} ${entityKey}`;
}

function isSaid(value: unknown): boolean {
  if (typeof value === "string") return value !== "" && !OPAQUE.test(value);
  return typeof value === "number" || typeof value === "boolean";
}

/** `taxonomyVersion` as words. */
function spaced(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
