/** One step of the YAML, and the lists of steps within it. What is wrong is complained about and replaced by something harmless, so that the rest is checked too. */
import { DISPOSITIONS } from "../model/scale.ts";
import { readAction } from "./parse-action.ts";
import { readDuration } from "./read-duration.ts";
import {
  type Cursor,
  complain,
  optionalText,
  readEntries,
  readExpression,
  readFields,
  readItems,
  readOneOf,
  readText,
} from "./read-yaml.ts";
import type { Branch, Located, Step, Text } from "./tree.ts";

/** Keys by kind of step; the first is the one that says the kind. */
export const STEP_KEYS = {
  action: ["action", "connection", "with", "timeout", "retry", "on-failure", "for"],
  if: ["if", "then", "else"],
  switch: ["switch", "cases", "default"],
  parallel: ["parallel"],
  wait: ["wait"],
  handoff: ["handoff", "reason", "questions"],
  end: ["end", "reason", "status"],
} as const;

const KINDS = Object.keys(STEP_KEYS) as (keyof typeof STEP_KEYS)[];
const MAX_DEPTH = 12;
const DAY = 86_400_000;

/** What every kind of step has. */
type Base = Pick<Step, "id" | "title" | "place">;
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
      complain(cursor, "playbook.no-kind", `this step ${found}`, { expected: `one of ${KINDS.join(", ")}` });
    return null;
  }
  const step = { ...cursor, name: `this ${kind} step` };
  const fields = readFields(step, ["id", "title", ...STEP_KEYS[kind]], requiredKeys(kind)) ?? new Map();
  const base: Base = {
    id: readId(fields.get("id")),
    title: optionalText(fields.get("title"))?.value ?? null,
    place: cursor.place,
  };
  return build(kind, step, fields, base, reading, depth + 1);
}

function requiredKeys(kind: keyof typeof STEP_KEYS): string[] {
  if (kind === "if") return ["then", "else"];
  if (kind === "switch") return ["cases"];
  return kind === "handoff" || kind === "end" ? ["reason"] : [];
}

function build(
  kind: keyof typeof STEP_KEYS,
  step: Cursor,
  fields: Fields,
  base: Base,
  reading: StepReading,
  depth: number,
): Step {
  const branch = (key: string): Branch =>
    readBranch(fields.get(key), reading, depth) ?? { steps: [], place: step.place };
  const nothing: Text = { value: "", place: step.place, at: () => step.place };
  switch (kind) {
    case "action":
      return readAction(step, fields, base, readBranch(fields.get("on-failure"), reading, depth));
    case "if":
      return {
        ...base,
        kind,
        condition: expressionOf(fields.get("if")) ?? nothing,
        // biome-ignore lint/suspicious/noThenProperty: the language has a word "then"; nobody awaits a step.
        then: branch("then"),
        else: branch("else"),
      };
    case "switch": {
      const value = expressionOf(fields.get("switch")) ?? nothing;
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
    case "handoff":
      return {
        ...base,
        kind,
        queue: optionalText(fields.get("handoff"))?.value ?? "",
        reason: optionalText(fields.get("reason")) ?? nothing,
        questions: itemsOf(fields.get("questions")).flatMap((item) => readText(item)?.value ?? []),
      };
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

/** An id is a name in expressions, so it is written like one. */
function readId(cursor: Cursor | undefined): Located<string> | null {
  const text = optionalText(cursor);
  if (cursor === undefined || text === null) return null;
  if (/^[a-z][A-Za-z0-9_]{0,59}$/.test(text.value) && !RESERVED.has(text.value))
    return { value: text.value, place: text.place };
  complain(cursor, "playbook.bad-id", `"${text.value}" cannot be a step's id`, {
    expected: "a lower-case letter, then letters, digits and _; no word of the language",
  });
  return null;
}

/** Words that CEL keeps to itself (cel-spec, language definition). */
const RESERVED: ReadonlySet<string> = new Set(
  "in as break const continue else false for function if import let loop package namespace null return true var void while".split(
    " ",
  ),
);

function expressionOf(cursor: Cursor | undefined): Text | null {
  return cursor === undefined ? null : readExpression(cursor);
}

function itemsOf(cursor: Cursor | undefined): Cursor[] {
  return cursor === undefined ? [] : (readItems(cursor) ?? []);
}
