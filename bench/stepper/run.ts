/**
 * `npm run bench:stepper -- --json`: steps a second that the stepper alone makes, in one thread, with no database: each step is an event taken
 * into account, with its state copied as production copies it. A loop of actions, and a chain of decisions and variables between two of them.
 */
import { parseArgs } from "node:util";
import { checkPlaybook } from "../../src/playbook/check.ts";
import { findingText } from "../../src/playbook/finding.ts";
import type { Program } from "../../src/playbook/program.ts";
import { initialState, type RunEvent, type RunState } from "../../src/playbook/state.ts";
import { advance } from "../../src/playbook/step.ts";
import { fillFacts } from "../../src/taxonomy/example-facts.ts";

const { values } = parseArgs({
  options: { json: { type: "boolean", default: false }, seconds: { type: "string", default: "3" } },
});

const HEAD = `playbook: bench
title: Steps
description: For measuring the stepper
maturity: sandbox
trigger: "true"
default-queue: soc
variables: { n: { type: integer, default: 0 } }
steps:
`;
const ACTIONS = `${HEAD}  - while: vars.n < 400
    at-most: 500
    do:
      - action: chat.post-message
        with: { text: "Round {{ vars.n }} of incident {{ incident.number }}" }
      - set: { n: "=vars.n + 1" }
  - { end: benign, reason: "{{ vars.n }}" }
`;
const DECISIONS = `${HEAD}  - while: vars.n < 400
    at-most: 500
    do:
      - if: vars.n % 2 == 0 && incident.severityId > 1
        then: [{ set: { n: "=vars.n + 1" } }]
        else: [{ set: { n: "=vars.n + 1" } }]
  - { end: benign, reason: "{{ vars.n }}" }
`;

function programOf(source: string): Program {
  const { program, findings } = checkPlaybook(source, { file: "bench/playbook.yaml" });
  if (program === undefined) throw new Error(findings.map(findingText).join("\n"));
  return program;
}

const facts = fillFacts({ severity: "high", users: ["ada"], ips: ["192.0.2.1"] });

/** One run to its end; answers how many steps it recorded. */
function run(program: Program): number {
  let state: RunState = initialState;
  let event: RunEvent = { kind: "started", now: 0 };
  for (let steps = 0; ; ) {
    const move = advance(program, facts, state, event);
    state = move.state;
    steps += move.records.length;
    const [work] = move.perform;
    if (work === undefined) return steps;
    event = { kind: "succeeded", token: work.token, output: { id: "1" }, now: steps };
  }
}

/** By the clock, and by the processor time that was spent, which others who use the machine do not lengthen. */
function stepsPerSecond(program: Program): { byClock: number; byProcessor: number } {
  const [from, until] = [performance.now(), performance.now() + Number(values.seconds) * 1000];
  const before = process.cpuUsage();
  let steps = 0;
  while (performance.now() < until) steps += run(program);
  const { user, system } = process.cpuUsage(before);
  return {
    byClock: Math.round(steps / ((performance.now() - from) / 1000)),
    byProcessor: Math.round(steps / ((user + system) / 1_000_000)),
  };
}

const [actions, decisions] = [programOf(ACTIONS), programOf(DECISIONS)];
run(actions);
run(decisions);
const result = { actions: stepsPerSecond(actions), decisions: stepsPerSecond(decisions) };
if (!values.json)
  process.stdout.write(`${result.actions.byClock} steps a second with actions, ${result.decisions.byClock} without\n`);
process.stdout.write(`${JSON.stringify(result)}\n`);
