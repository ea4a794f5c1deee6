/** What a step says of itself, key by key as it is written and in words: what lies below it is said by the steps there. */
import { canonicalJson } from "../ids.ts";
import { declaredText } from "./declared.ts";
import { durationText } from "./duration.ts";
import type { Branch, Declared, Step, WrittenMap } from "./tree.ts";
import { plainJson } from "./written.ts";

/** Names of keys that a step has, with what they hold. What is not written has no name, but for branches, whose absence means something. */
export function settingsOf(step: Step): Map<string, string> {
  const settings = new Map<string, string>();
  if (step.title !== null) settings.set("title", step.title);
  if (step.delayMs !== null) settings.set("delay", durationText(step.delayMs));
  for (const [name, value] of own(step)) if (value !== null) settings.set(name, value);
  return settings;
}

type Setting = [name: string, value: string | null];

function own(step: Step): Setting[] {
  switch (step.kind) {
    case "action":
      return [
        ["action", step.capability.value],
        ["connection", step.connection?.value ?? null],
        ...inputs("with", step.input),
        ["timeout", durationText(step.timeoutMs)],
        ["retry", `${step.retries} times after ${durationText(step.backoffMs)}`],
        ["for", step.lease === null ? null : durationText(step.lease.value * 1000)],
        ["on-failure", written(step.onFailure)],
        ["compensate", written(step.compensate)],
      ];
    case "set":
      return inputs("set", step.values);
    case "if":
      return [["if", step.condition.value]];
    case "switch":
      return [
        ["switch", step.value.value],
        ["cases", step.cases.map(({ equals }) => JSON.stringify(equals.value)).join(", ")],
        ["default", written(step.default)],
      ];
    case "while":
      return [
        ["while", step.condition.value],
        ["at-most", String(step.atMost)],
        ["on-limit", written(step.onLimit)],
      ];
    case "for-each":
      return [
        ["for-each", step.list.value],
        ["as", step.as.value],
        ["at-most", String(step.atMost)],
        ["collect", step.collect?.value ?? null],
        ["on-limit", written(step.onLimit)],
      ];
    case "parallel":
      return [["branches", step.branches.map(({ name }) => name).join(", ")]];
    case "wait":
      return [["wait", durationText(step.milliseconds)]];
    case "playbook":
      return [["playbook", step.name.value], ...inputs("with", step.input), ["on-failure", written(step.onFailure)]];
    case "end":
      return [
        ["end", step.disposition],
        ["reason", step.reason.value],
        ["status", step.status],
      ];
    default:
      return waiting(step);
  }
}

function waiting(step: Extract<Step, { kind: "wait-for" | "handoff" }>): Setting[] {
  const bounds: Setting[] = [
    ["at-most", durationText(step.atMostMs)],
    ["on-timeout", written(step.onTimeout)],
  ];
  if (step.kind === "handoff")
    return [
      ["handoff", step.queue],
      ["reason", step.reason.value],
      ["questions", step.questions.length === 0 ? null : step.questions.join(" ")],
      ["resume", step.form === null ? null : step.form.map(declarationText).join("; ")],
      ...(step.form === null ? [] : bounds),
    ];
  const { event, condition, until } = step.awaited;
  return [["wait-for", event], ["when", condition?.value ?? null], ["until", until?.value ?? null], ...bounds];
}

function inputs(key: string, map: WrittenMap): Setting[] {
  return map.entries.map(({ key: name, value }) => [`${key} ${name}`, canonicalJson(plainJson(value))]);
}

/** `[]` says to go on, and is not the same as nothing. */
function written(branch: Branch | null): string | null {
  return branch === null ? null : branch.steps.length === 0 ? "go on" : "steps of its own";
}

/** A declaration on one line: `known (true or false): Do you know them?`. */
export function declarationText({ name, type, value, ask }: Declared): string {
  const given = value === null ? "" : ` = ${canonicalJson(plainJson(value))}`;
  return `${name.value} (${declaredText(type)})${given}${ask === null ? "" : `: ${ask}`}`;
}
