/** What changed about one step, in words, and whether it may do more than before. */
import type { EffectClass } from "../model/scale.ts";
import { capabilityOf } from "./check-steps.ts";
import type { Placed } from "./diff-placed.ts";
import { parseDuration } from "./duration.ts";
import { type Step, stepsIn } from "./tree.ts";

export interface PlaybookChange {
  kind: "added" | "removed" | "moved" | "changed";
  /** It may do more, to others, for longer, or with less asked before. */
  danger: boolean;
  /** `step isolate`, `the wait in line 12`, `the playbook`. */
  subject: string;
  /** A sentence without its subject: `is held for 8h instead of 4h`. */
  what: string;
  /** In the newer text; of what is gone in the older one. */
  line: number;
}

/** How a step is called: by its id, else by what it is and where. */
export function nameOf({ step }: Pick<Placed, "step">): string {
  if (step.id !== null) return `step ${step.id.value}`;
  return `the ${step.kind === "action" ? step.capability.value : step.kind} in line ${step.place.line}`;
}

/** The effect class of an action that changes something in the world; null for every other step. */
export function effectOf(step: Step): EffectClass | null {
  const effect = step.kind === "action" ? capabilityOf(step)?.effect : undefined;
  return effect === undefined || effect === "observe" ? null : effect;
}

/** Everything that a step says otherwise than before. */
export function changedSettings(was: Placed, is: Placed): PlaybookChange[] {
  const names = new Set([...is.settings.keys(), ...was.settings.keys()]);
  const changes = [...names].flatMap((name) => {
    const [before, after] = [was.settings.get(name), is.settings.get(name)];
    if (before === after) return [];
    return [changeOf(is, said(name, before, after), isBolder(is, name, before, after))];
  });
  const [before, after] = [was.step.id?.value, is.step.id?.value];
  if (before === after) return changes;
  const renamed =
    after === undefined
      ? `has no id any more; it was ${before}`
      : `is called ${after}${before === undefined ? "" : ` instead of ${before}`}`;
  return [changeOf(is, renamed, false), ...changes];
}

/** A change of a step that is there before and after. */
export function changeOf(is: Placed, what: string, danger: boolean): PlaybookChange {
  return { kind: "changed", danger, subject: nameOf(is), what, line: is.step.place.line };
}

function said(name: string, before: string | undefined, after: string | undefined): string {
  if (after === undefined) return `has no "${name}" any more; it was: ${short(before ?? "")}`;
  if (before === undefined) return `has "${name}" now: ${short(after)}`;
  return `has another "${name}": ${short(after)} instead of ${short(before)}`;
}

function short(text: string): string {
  const line = text.replaceAll(/\s+/g, " ").trim();
  return line.length > 200 ? `${line.slice(0, 199)}…` : line;
}

function isBolder({ step }: Placed, name: string, before: string | undefined, after: string | undefined): boolean {
  if (step.kind === "if" || step.kind === "switch" || step.kind === "while") return isConditionBolder(step, name);
  if (step.kind === "for-each") return name !== "title" && hasEffects(step);
  if (step.kind === "playbook") return name !== "title" && name !== "delay";
  if (step.kind !== "action" || effectOf(step) === null) return step.kind === "handoff" && name === "resume";
  switch (name) {
    case "action":
    case "connection":
      return true;
    case "for":
      return (parseDuration(after ?? "") ?? Number.POSITIVE_INFINITY) > (parseDuration(before ?? "") ?? 0);
    case "compensate":
      return after === undefined;
    case "on-failure":
      return after === "go on";
    default:
      return isTargetOf(step, name);
  }
}

/** A condition decides over what comes below and behind it. */
function isConditionBolder(step: Step, name: string): boolean {
  return name !== "title" && name !== "delay" && (hasEffects(step) || name === step.kind);
}

/** Of what writes or tells only the target; of what contains or takes out of the world all but the words. */
function isTargetOf(step: Step, name: string): boolean {
  if (step.kind !== "action" || !name.startsWith("with ")) return false;
  const capability = capabilityOf(step);
  const effect = effectOf(step);
  if (name === `with ${capability?.target?.field}`) return true;
  return effect !== "notify" && effect !== "record" && name !== "with reason";
}

function hasEffects(step: Step): boolean {
  return [...stepsIn({ steps: [step], place: step.place })].some((each) => effectOf(each) !== null);
}
