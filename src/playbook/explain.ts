/** A playbook in plain sentences, for those who have to agree to it and do not read YAML. */
import type { Capability } from "../connector/capability.ts";
import { countermeasureText } from "../connector/d3fend.ts";
import { techniqueName } from "../taxonomy/attack/attack.ts";
import { capabilityOf } from "./check-steps.ts";
import { declaredText } from "./declared.ts";
import { durationText } from "./duration.ts";
import type { ActionStep, Awaited, Branch, Declared, PlaybookTree, Step, Written } from "./tree.ts";

const REACH: Partial<Record<Capability["effect"], string>> = {
  contain: "contains",
  eradicate: "eradicates",
  recover: "undoes",
  record: "writes down",
  notify: "tells",
};

/** Sentences, indented by how deep their step is. The tree must be sound. */
export function explainPlaybook(tree: PlaybookTree): string {
  const lines: string[] = [`# ${tree.title}`, ""];
  if (tree.interface === null) lines.push(beginning(tree.trigger.value));
  else lines.push("It is a part of other playbooks.", ...faceOf(tree.interface));
  lines.push(...answersText(tree), `What fails without an answer of its own goes to ${tree.defaultQueue}.`);
  if (tree.variables.length > 0) lines.push(`It keeps ${tree.variables.map(variableText).join(", ")}.`);
  lines.push("");
  explainBranch(tree.steps, 0, lines);
  return `${lines.join("\n")}\n`;
}

function beginning(trigger: string): string {
  return trigger === "true"
    ? "It begins with every incident that is mapped to it."
    : `It begins when ${quoted(trigger)}.`;
}

function faceOf({ inputs, outputs }: NonNullable<PlaybookTree["interface"]>): string[] {
  const named = (declared: Declared[]) =>
    declared.map(({ name, type }) => `${name.value} (${declaredText(type)})`).join(", ");
  return [`It is given ${named(inputs) || "nothing"}.`, `It gives back ${named(outputs) || "nothing"}.`];
}

function answersText({ techniques, countermeasures }: PlaybookTree): string[] {
  const named = techniques.map(({ value }) => `${value} (${techniqueName(value)})`);
  return [
    ...(named.length === 0 ? [] : [`It answers ${named.join(", ")}.`]),
    ...(countermeasures.length === 0
      ? []
      : [`It takes ${countermeasures.map(({ value }) => countermeasureText(value)).join(", ")}.`]),
  ];
}

function variableText({ name, type }: Declared): string {
  return `${name.value} (${declaredText(type)})`;
}

function explainBranch(branch: Branch, depth: number, lines: string[]): void {
  if (branch.steps.length === 0) lines.push(`${indent(depth)}- Go on.`);
  branch.steps.forEach((step, index) => {
    lines.push(`${indent(depth)}${index + 1}. ${sentenceOf(step)}`);
    for (const { says, branch: below } of waysOf(step)) {
      lines.push(`${indent(depth + 1)}- ${says}`);
      explainBranch(below, depth + 2, lines);
    }
  });
}

function indent(depth: number): string {
  return "   ".repeat(depth);
}

function sentenceOf(step: Step): string {
  const title = step.title === null ? "" : `**${step.title}** `;
  const delay = step.delayMs === null ? "" : `After ${durationText(step.delayMs)}: `;
  return `${title}${delay}${whatOf(step)}${step.id === null ? "" : ` (${step.id.value})`}`;
}

function whatOf(step: Step): string {
  switch (step.kind) {
    case "action":
      return actionText(step);
    case "set":
      return `Note ${step.values.entries.map(({ key, value }) => `${key} as ${writtenText(value)}`).join(", ")}.`;
    case "if":
      return `Is it so that ${quoted(step.condition.value)}?`;
    case "switch":
      return `Which is ${quoted(step.value.value)}?`;
    case "while":
      return `As long as ${quoted(step.condition.value)}, at most ${step.atMost} times:`;
    case "for-each":
      return `For each ${step.as.value} of ${quoted(step.list.value)}, at most ${step.atMost}:`;
    case "parallel":
      return "Do at once, and go on when all is done:";
    case "wait":
      return `Wait ${durationText(step.milliseconds)}.`;
    case "wait-for":
      return `Wait for ${awaitedText(step.awaited)}, at most ${durationText(step.atMostMs)}.`;
    case "playbook":
      return `Do what the playbook ${step.name.value} says.`;
    case "handoff":
      return step.form === null
        ? `Hand it to ${step.queue}: ${ended(quoted(step.reason.value))} The run ends.`
        : `Ask ${step.queue}, and wait at most ${durationText(step.atMostMs)}: ${step.form.map(({ ask }) => ask).join(" ")}`;
    case "end":
      return `End: it is ${step.disposition}, and ${step.status}, because ${ended(quoted(step.reason.value))}`;
  }
}

/** A sentence with its full stop, also where whoever wrote the reason set one. */
function ended(text: string): string {
  return /[.!?…]`?$/.test(text) ? text : `${text}.`;
}

function actionText(step: ActionStep): string {
  const capability = capabilityOf(step);
  const target = step.input.entries.find(({ key }) => key === capability?.target?.field);
  const on = target === undefined ? "" : ` on ${writtenText(target.value)}`;
  const reach = capability === undefined ? undefined : REACH[capability.effect];
  const class_ = reach === undefined ? "" : `, which ${reach}`;
  const lease = step.lease === null ? "" : `, for ${durationText(step.lease.value * 1000)}`;
  return `${capability?.title ?? step.capability.value}${on}${lease}${class_}.`;
}

function awaitedText({ event, condition, until }: Awaited): string {
  if (until !== null) return `the moment ${quoted(until.value)}`;
  if (event === null) return `it to be so that ${quoted(condition?.value ?? "")}`;
  return condition === null ? event : `${event}, so that ${quoted(condition.value)}`;
}

/** What follows from a step besides going on, in words. */
function waysOf(step: Step): { says: string; branch: Branch }[] {
  const maybe = (says: string, branch: Branch | null) => (branch === null ? [] : [{ says, branch }]);
  switch (step.kind) {
    case "action":
      return [
        ...maybe("If it fails or is refused:", step.onFailure),
        ...maybe("If the run fails later:", step.compensate),
      ];
    case "if":
      return [
        { says: "If so:", branch: step.then },
        { says: "If not:", branch: step.else },
      ];
    case "switch":
      return [
        ...step.cases.map(({ equals, branch }) => ({ says: `${String(equals.value)}:`, branch })),
        ...maybe("Anything else:", step.default),
      ];
    case "while":
    case "for-each":
      return [{ says: "Each time:", branch: step.do }, ...maybe("If there would be more:", step.onLimit)];
    case "parallel":
      return step.branches.map(({ name, branch }) => ({ says: `${name}:`, branch }));
    case "wait-for":
    case "handoff":
      return maybe("If nothing came in time:", step.onTimeout);
    case "playbook":
      return maybe("If something in it fails:", step.onFailure);
    default:
      return [];
  }
}

function writtenText(value: Written): string {
  if (value.kind === "text") return quoted(value.text.value.replace(/^=/, ""));
  return value.kind === "constant" ? String(value.value) : "what is written there";
}

function quoted(text: string): string {
  return `\`${text.replaceAll("`", "'").replaceAll(/\s+/g, " ").trim()}\``;
}
