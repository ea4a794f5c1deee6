/** One step of the YAML, and the lists of steps within it. What is wrong is complained about and replaced by something harmless, so that the rest is checked too. */

import { nearestName } from "../expression/nearest.ts";
import { DISPOSITIONS } from "../model/scale.ts";
import { readAction } from "./parse-action.ts";
import { readForEach, readSet, readWhile } from "./parse-loop.ts";
import { readCall, readHandoff, readWaitFor } from "./parse-wait.ts";
import { readDuration } from "./read-duration.ts";
import { readId } from "./read-id.ts";
import {
  type Cursor,
  complain,
  optionalExpression,
  optionalText,
  readEntries,
  readFields,
  readItems,
  readOneOf,
} from "./read-yaml.ts";
import type { Branch, Located, Step, StepBase, Text } from "./tree.ts";

/** Keys by kind of step; the first is the one that says the kind. */
export const STEP_KEYS = {
  action: ["action", "connection", "with", "timeout", "retry", "on-failure", "for", "compensate"],
  set: ["set"],
  if: ["if", "then", "else"],
  switch: ["switch", "cases", "default"],
  while: ["while", "at-most", "do", "on-limit"],
  "for-each": ["for-each", "as", "at-most", "do", "collect", "on-limit"],
  parallel: ["parallel"],
  wait: ["wait"],
  "wait-for": ["wait-for", "when", "until", "at-most", "on-timeout"],
  playbook: ["playbook", "with", "on-failure"],
  handoff: ["handoff", "reason", "questions", "resume", "at-most", "on-timeout"],
  end: ["end", "reason", "status"],
} as const;

/** Keys that every kind of step may have. */
export const COMMON_KEYS = ["id", "title", "delay"] as const;

/** The keys that must be written beside the one that says the kind. */
export const REQUIRED_KEYS: { readonly [kind: string]: readonly string[] } = {
  if: ["then", "else"],
  switch: ["cases"],
  while: ["at-most", "do"],
  "for-each": ["as", "at-most", "do"],
  "wait-for": ["at-most"],
  handoff: ["reason"],
  end: ["reason"],
};

const KINDS = Object.keys(STEP_KEYS) as (keyof typeof STEP_KEYS)[];
const MAX_DEPTH = 12;
const DAY = 86_400_000;

type Fields = Map<string, Cursor>;

/** Whether steps were left out because nobody could say what they are; what follows from order is not judged then. */
export interface StepReading {
  dropped: boolean;
}

/** A list of steps. An absent or malformed one is an empty branch. */
export function readBranch(cursor: Cursor | undefined, reading: StepReading, depth: number): Branch | null {
  if (cursor === undefined) return null;
  if (depth > MAX_DEPTH) {
    complain(cursor, "playbook.too-deep", `steps are nested more than ${MAX_DEPTH} deep`, {
      fix: "hand off, or split the playbook",
    });
    reading.dropped = true;
    return { steps: [], place: cursor.place };
  }
  const items = readItems(cursor);
  if (items === null) reading.dropped = true;
  const steps = (items ?? []).flatMap((item) => readStep(item, reading, depth) ?? []);
  return { steps, place: cursor.place };
}

function readStep(cursor: Cursor, reading: StepReading, depth: number): Step | null {
  const entries = readEntries(cursor);
  const kinds = KINDS.filter((kind) => entries?.some((entry) => entry.key === kind));
  const [kind] = kinds;
  if (entries === null || kind === undefined || kinds.length > 1) {
    reading.dropped = true;
    const found = kinds.length > 1 ? `is ${kinds.join(" and ")} at once` : "does not say what it is";
    if (entries !== null)
      complain(cursor, "playbook.no-kind", `this step ${found}`, {
        expected: `one of ${KINDS.join(", ")}`,
        ...nearestKind(entries.map(({ key }) => key)),
      });
    return null;
  }
  const step = { ...cursor, name: `this ${kind} step` };
  const fields = readFields(step, [...COMMON_KEYS, ...STEP_KEYS[kind]], REQUIRED_KEYS[kind] ?? []) ?? new Map();
  const base: StepBase = {
    id: readId(fields.get("id")),
    title: optionalText(fields.get("title"))?.value ?? null,
    delayMs: readDuration(fields.get("delay"), 1000, 90 * DAY),
    place: cursor.place,
  };
  return build(kind, step, fields, base, reading, depth + 1);
}

/** What a key was most likely meant to be, where it is no key of any step. */
function nearestKind(keys: readonly string[]): { fix?: string } {
  const known = [...COMMON_KEYS, ...Object.values(STEP_KEYS).flat()] as string[];
  const strange = keys.filter((key) => !known.includes(key));
  const near = strange.map((key) => [key, nearestName(key, KINDS)]).find(([, kind]) => kind !== undefined);
  return near === undefined ? {} : { fix: `"${near[0]}": did you mean "${near[1]}"?` };
}

function build(
  kind: keyof typeof STEP_KEYS,
  step: Cursor,
  fields: Fields,
  base: StepBase,
  reading: StepReading,
  depth: number,
): Step {
  const maybe = (key: string): Branch | null => readBranch(fields.get(key), reading, depth);
  const branch = (key: string): Branch => maybe(key) ?? { steps: [], place: step.place };
  const nothing: Text = { value: "", place: step.place, at: () => step.place };
  const written = { step, fields, base, branch: maybe };
  switch (kind) {
    case "action":
      return readAction(written);
    case "set":
      return readSet(written);
    case "while":
      return readWhile(written);
    case "for-each":
      return readForEach(written);
    case "wait-for":
      return readWaitFor(written);
    case "playbook":
      return readCall(written);
    case "handoff":
      return readHandoff(written);
    case "if":
      return {
        ...base,
        kind,
        condition: optionalExpression(fields.get("if")) ?? nothing,
        // biome-ignore lint/suspicious/noThenProperty: the language has a word "then"; nobody awaits a step.
        then: branch("then"),
        else: branch("else"),
      };
    case "switch": {
      const value = optionalExpression(fields.get("switch")) ?? nothing;
      return {
        ...base,
        kind,
        value,
        cases: readCases(fields.get("cases"), reading, depth),
        default: readBranch(fields.get("default"), reading, depth),
      };
    }
    case "parallel":
      return { ...base, kind, branches: readParallel(fields.get("parallel"), reading, depth) };
    case "wait":
      return { ...base, kind, milliseconds: readDuration(fields.get("wait"), 1000, 90 * DAY) ?? 1000 };
    case "end":
      return {
        ...base,
        kind,
        disposition: (fields.has("end") ? readOneOf(fields.get("end") as Cursor, DISPOSITIONS) : null) ?? "unknown",
        reason: optionalText(fields.get("reason")) ?? nothing,
        status:
          (fields.has("status") ? readOneOf(fields.get("status") as Cursor, ["resolved", "closed"]) : null) ??
          "resolved",
      };
  }
}

function readCases(
  cursor: Cursor | undefined,
  reading: StepReading,
  depth: number,
): { equals: Located<string | number | boolean>; branch: Branch }[] {
  const entries = cursor === undefined ? null : readEntries(cursor);
  return (entries ?? []).map(({ raw, keyCursor, value }) => ({
    equals: { value: raw as string | number | boolean, place: keyCursor.place },
    branch: readBranch(value, reading, depth) ?? { steps: [], place: keyCursor.place },
  }));
}

function readParallel(
  cursor: Cursor | undefined,
  reading: StepReading,
  depth: number,
): { name: string; branch: Branch }[] {
  const entries = cursor === undefined ? null : readEntries(cursor);
  if (cursor !== undefined && entries !== null && (entries.length < 2 || entries.length > 8)) {
    complain(cursor, "playbook.wrong-value", `a parallel step has 2 to 8 branches, and this has ${entries.length}`, {
      expected: "2 to 8 branches",
    });
  }
  return (entries ?? []).map(({ key, keyCursor, value }) => {
    const branch = readBranch(value, reading, depth) ?? { steps: [], place: keyCursor.place };
    if (branch.steps.length === 0)
      complain(keyCursor, "playbook.empty-branch", `the branch "${key}" does nothing`, { fix: "leave it out" });
    return { name: key, branch };
  });
}
