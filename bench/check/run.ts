/**
 * `npm run bench:check -- --json`: how long the checker takes for a playbook of a hundred steps of all kinds, parse to program, in milliseconds.
 * Each check is of another text, so that nothing of the one before is of use; `firstMs` is that of a process that has checked nothing yet, and `processorMs` what
 * a check costs on average, whoever else uses the machine.
 */
import { parseArgs } from "node:util";
import { checkPlaybook } from "../../src/playbook/check.ts";
import { findingText } from "../../src/playbook/finding.ts";
import { quantile } from "../way/load.ts";

const { values } = parseArgs({
  options: { json: { type: "boolean", default: false }, checks: { type: "string", default: "200" } },
});

/** Eleven blocks of nine steps, and an end. */
function playbookOf(seed: number): string {
  const blocks = Array.from({ length: 11 }, (_, index) => blockOf(`${seed}_${index}`));
  return `playbook: bench
title: A hundred steps
description: For measuring the checker
maturity: sandbox
trigger: size(incident.ips) > 0 && size(incident.users) > 0
default-queue: soc
variables: { n: { type: integer, default: 0 } }
steps:
${blocks.join("")}  - end: benign
    reason: "{{ vars.n }} rounds, seed ${seed}"
`;
}

function blockOf(id: string): string {
  return `  - id: look${id}
    action: intel.lookup-ip
    with: { ip: "=incident.ips[0]" }
    on-failure: []
  - if: has(steps.look${id}) && steps.look${id}.malicious && incident.severityId >= 4
    then:
      - action: chat.post-message
        with: { text: "Incident {{ incident.number }}: {{ clip(incident.title, 200) }} scores {{ steps.look${id}.score }}" }
        on-failure: []
    else: []
  - for-each: incident.users.filter(u, u != "")
    as: user${id}
    at-most: 5
    do:
      - action: identity.revoke-sessions
        with: { user: "=each.user${id}", reason: "Incident {{ incident.number }}" }
        on-failure: []
      - set: { n: "=vars.n + 1" }
  - switch: incident.severity
    cases:
      high: [{ wait: 1m }]
    default: []
  - wait-for: condition
    when: current.alertCount > 3 || current.owner != ""
    at-most: 1h
    on-timeout: []
`;
}

function check(seed: number): number {
  const source = playbookOf(seed);
  const from = performance.now();
  const { program, findings } = checkPlaybook(source, { file: "bench/playbook.yaml" });
  const took = performance.now() - from;
  if (program === undefined) throw new Error(findings.map(findingText).join("\n"));
  return took;
}

const first = check(0);
const before = process.cpuUsage();
const all = Array.from({ length: Number(values.checks) }, (_, index) => check(index + 1)).sort((a, b) => a - b);
const spent = process.cpuUsage(before);
const rounded = (milliseconds: number) => Math.round(milliseconds * 10) / 10;
const result = {
  steps: 100,
  p50Ms: rounded(quantile(all, 0.5)),
  p99Ms: rounded(quantile(all, 0.99)),
  firstMs: rounded(first),
  processorMs: rounded((spent.user + spent.system) / 1000 / all.length),
};
if (!values.json) process.stdout.write(`p50 ${result.p50Ms} ms, p99 ${result.p99Ms} ms, first ${result.firstMs} ms\n`);
process.stdout.write(`${JSON.stringify(result)}\n`);
