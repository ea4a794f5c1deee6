/** Steps that wait for others, of the YAML: for events, for people, for another playbook. */
import { AWAITED_EVENTS, type AwaitedEvent } from "./observed.ts";
import { mapUnder, type WrittenStep } from "./parse-action.ts";
import { readQuestions } from "./parse-declared.ts";
import { readDuration } from "./read-duration.ts";
import {
  type Cursor,
  complain,
  optionalExpression,
  optionalText,
  readItems,
  readOneOf,
  readText,
} from "./read-yaml.ts";
import type { Awaited, HandoffStep, PlaybookStep, Text, WaitForStep } from "./tree.ts";

const DAY = 86_400_000;

/** What a wait-for step can name. */
export const AWAITED = [...AWAITED_EVENTS, "condition", "time"] as const;

export function readWaitFor(written: WrittenStep): WaitForStep {
  return { ...written.base, kind: "wait-for", awaited: awaitedOf(written), ...boundOf(written) };
}

/** `when` narrows an event and is the whole of a condition; `until` is the moment of a time. */
function awaitedOf({ step, fields }: WrittenStep): Awaited {
  const cursor = fields.get("wait-for");
  const what = cursor === undefined ? null : readOneOf(cursor, AWAITED);
  const condition = optionalExpression(fields.get("when"));
  const until = optionalExpression(fields.get("until"));
  if (what === "condition" && !fields.has("when")) lacks(step, "when", "the condition");
  if (what === "time" && !fields.has("until")) lacks(step, "until", "the moment");
  const stray = what === "time" ? fields.get("when") : what === null ? undefined : fields.get("until");
  if (stray !== undefined)
    complain(stray, "playbook.wrong-value", `a wait for ${what} has no "${what === "time" ? "when" : "until"}"`, {
      fix: "leave it out",
    });
  const event = what === null || what === "condition" || what === "time" ? null : (what as AwaitedEvent);
  return { event, condition, until: what === "time" ? until : null };
}

function lacks(step: Cursor, key: string, meaning: string): void {
  complain(step, "playbook.missing-key", `${step.name} has no "${key}"`, { fix: `write ${meaning} under "${key}"` });
}

export function readHandoff(written: WrittenStep): HandoffStep {
  const { step, fields, base } = written;
  const form = fields.get("resume");
  if (form !== undefined && !fields.has("at-most")) lacks(step, "at-most", "how long the run waits for the answers");
  for (const key of ["at-most", "on-timeout"]) {
    const cursor = fields.get(key);
    if (cursor !== undefined && form === undefined)
      complain(cursor, "playbook.wrong-value", `a handoff without "resume" ends the run, so it has no "${key}"`, {
        fix: 'leave it out, or ask for answers under "resume"',
      });
  }
  return {
    ...base,
    kind: "handoff",
    queue: optionalText(fields.get("handoff"))?.value ?? "",
    reason: optionalText(fields.get("reason")) ?? nothingAt(step),
    questions: itemsOf(fields.get("questions")).flatMap((item) => readText(item)?.value ?? []),
    form: form === undefined ? null : readQuestions(form),
    ...boundOf(written),
  };
}

export function readCall({ step, fields, base, branch }: WrittenStep): PlaybookStep {
  return {
    ...base,
    kind: "playbook",
    name: optionalText(fields.get("playbook")) ?? nothingAt(step),
    input: mapUnder("with", step, fields),
    onFailure: branch("on-failure"),
  };
}

function boundOf({ fields, branch }: WrittenStep) {
  return {
    atMostMs: readDuration(fields.get("at-most"), 1000, 90 * DAY) ?? 1000,
    onTimeout: branch("on-timeout"),
  };
}

function nothingAt(step: Cursor): Text {
  return { value: "", place: step.place, at: () => step.place };
}

function itemsOf(cursor: Cursor | undefined): Cursor[] {
  return cursor === undefined ? [] : (readItems(cursor) ?? []);
}
