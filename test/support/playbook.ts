/** A small playbook that tests vary, and its findings in short. */
import { capabilities } from "../../src/connector/capabilities/catalog.ts";
import { blankOutput } from "../../src/playbook/blank-answer.ts";
import { checkPlaybook } from "../../src/playbook/check.ts";
import { findingText } from "../../src/playbook/finding.ts";
import { libraryOf } from "../../src/playbook/library.ts";
import type { Program } from "../../src/playbook/program.ts";
import { simulate } from "../../src/playbook/simulate.ts";
import type { Work } from "../../src/playbook/state.ts";
import { type FactsFragment, fillFacts } from "../../src/taxonomy/example-facts.ts";

export const HEAD = `playbook: sample
title: A sample
description: For tests
maturity: stable
trigger: "true"
default-queue: soc
steps:
`;
export const END = `  - end: benign
    reason: done
`;
export const FILE = "playbooks/sample/playbook.yaml";

/** Findings as `line:column code`, of steps that begin in line 8. */
export function found(steps: string, head = HEAD): string[] {
  const { findings } = checkPlaybook(head + steps, { file: FILE });
  return findings.map(({ place, code }) => `${place.line}:${place.column} ${code}`);
}

export function texts(source: string): string[] {
  return checkPlaybook(source, { file: FILE }).findings.map(findingText);
}

export const ACCOUNT = `  - id: account
    action: identity.get-user
    with: { user: "=incident.entity.key" }
`;

/** The program of steps; throws when the checker does not take them. `library`: what they may call. */
export function programOf(steps: string, head = HEAD, library: Record<string, string> = {}): Program {
  const others = Object.entries(library).map(([name, source]) => ({ name, source, file: `${name}/playbook.yaml` }));
  const { program, findings } = checkPlaybook(head + steps, { file: FILE, library: libraryOf(others) });
  if (program === undefined) throw new Error(findings.map(findingText).join("\n"));
  return program;
}

/** What a simulated run asked for, in order, and how it ended: `key {input}`. */
export function runOf(
  program: Program,
  answer: (work: Work) => unknown,
  facts: FactsFragment = {},
): { asked: string[]; ending: string; path: string[] } {
  const asked: string[] = [];
  const { ending, records } = simulate(program, fillFacts(facts), (work) => {
    asked.push(work.kind === "action" ? `${work.key} ${JSON.stringify(Object.values(work.input)[0])}` : work.key);
    const given = answer(work);
    if (given === "silence") return { silence: true };
    if (typeof given === "string") return { error: { root: "refused", code: "guard.refused", message: given } };
    if (given !== undefined) return { output: given as Record<string, unknown> };
    const capability = work.kind === "action" ? capabilities.get(work.capability) : undefined;
    return { output: capability === undefined ? {} : blankOutput(capability.output) };
  });
  const how = ending?.kind === "end" ? ending.disposition : `handoff to ${ending?.queue}`;
  return { asked, ending: `${how}: ${ending?.reason}`, path: records.map(({ step }) => step) };
}
