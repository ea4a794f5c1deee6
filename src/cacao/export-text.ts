/** What a step of ours says to somebody whose tool does not know ours: a command of CACAO, a condition, a name. */
import { capabilities } from "../connector/capabilities/catalog.ts";
import { parseDuration } from "../playbook/duration.ts";
import type { WrittenJson, WrittenStep } from "../playbook/written-form.ts";
import { patternIn } from "./condition.ts";
import type { CacaoCommand } from "./document.ts";
import { kindOf } from "./kinds.ts";

/** The name of a step: its title, or what it does in a few words. */
export function nameOf(step: WrittenStep): string {
  if (typeof step.title === "string") return step.title;
  const kind = kindOf(step);
  if (kind === "action") return capabilities.get(String(step.action))?.title ?? String(step.action);
  const words: Partial<Record<string, string>> = {
    set: "Set variables",
    if: "Decide",
    switch: "Choose",
    while: "Repeat",
    "for-each": "Do for each",
    parallel: "Do at once",
    wait: "Wait",
    "wait-for": `Wait for ${String(step["wait-for"])}`,
    playbook: `Playbook ${String(step.playbook)}`,
    handoff: "Hand over",
    end: `End: ${String(step.end)}`,
  };
  return words[kind] ?? kind;
}

/** The command of a step that is an action there. Requests over HTTP and lines for a shell are; everything else is told to a person. */
export function commandOf(step: WrittenStep): CacaoCommand {
  const input = (step.with ?? {}) as { [key: string]: WrittenJson };
  const method = step.action === "http.query" ? "GET" : step.action === "http.send" ? "POST" : undefined;
  if (method !== undefined && typeof input.path === "string") {
    const content = input.body === undefined ? {} : { content: JSON.stringify(input.body) };
    return { type: "http-api", command: `${method} ${input.path} HTTP/1.1`, ...content };
  }
  if ((step.action === "host.query" || step.action === "host.contain") && typeof input.line === "string")
    return { type: "ssh", command: input.line };
  return { type: "manual", command: instruction(step) };
}

function instruction(step: WrittenStep): string {
  switch (kindOf(step)) {
    case "action":
      return `${nameOf(step)} (${String(step.action)} ${JSON.stringify(step.with ?? {})})`;
    case "set":
      return `Set ${JSON.stringify(step.set)}`;
    case "wait":
      return `Wait ${String(step.wait)}`;
    case "wait-for":
      return `Wait at most ${String(step["at-most"])} for ${[step["wait-for"], step.when, step.until].filter(Boolean).join(" ")}`;
    default:
      return [step.reason, ...((step.questions ?? []) as string[])].join("\n");
  }
}

/** The condition or value that a step asks, as text; a pattern that is asked of the incident as the pattern it is. */
export function askedOf(step: WrittenStep): string {
  if (step["for-each"] !== undefined) return `each ${String(step.as)} of ${String(step["for-each"])}`;
  const asked = String(step.if ?? step.while ?? step.switch);
  return patternIn(asked) ?? asked;
}

/** Milliseconds of a duration of the step; undefined when it has none. */
export function millisecondsOf(value: WrittenStep[string]): number | undefined {
  return typeof value === "string" ? (parseDuration(value) ?? undefined) : undefined;
}
