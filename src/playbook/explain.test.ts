import { expect, test } from "vitest";
import { FILE, HEAD } from "../../test/support/playbook.ts";
import { explainPlaybook } from "./explain.ts";
import { Findings } from "./finding.ts";
import { parsePlaybook } from "./parse.ts";

const explained = (steps: string, head = HEAD) =>
  explainPlaybook(parsePlaybook(head + steps, FILE, new Findings())!.tree);

test("a playbook reads as sentences, with every way there is", () => {
  const text = explained(`  - id: block
    title: Keep it out
    action: network.block-ip
    with: { ip: "=incident.ips[0]" }
    for: 4h
    on-failure:
      - handoff: soc
        reason: It was refused
    compensate:
      - action: network.unblock-ip
        with: { ip: "=incident.ips[0]" }
  - wait-for: alert-joined
    when: current.alertCount > 3
    at-most: 2h
    on-timeout: []
  - end: benign
    reason: Nothing more came
`);
  expect(text).toBe(`# A sample

It begins with every incident that is mapped to it.
What fails without an answer of its own goes to soc.

1. **Keep it out** Block an address at the firewall on \`incident.ips[0]\`, for 4h, which contains. (block)
   - If it fails or is refused:
      1. Hand it to soc: \`It was refused\`. The run ends.
   - If the run fails later:
      1. Unblock an address on \`incident.ips[0]\`, which undoes.
2. Wait for alert-joined, so that \`current.alertCount > 3\`, at most 2h.
   - If nothing came in time:
      - Go on.
3. End: it is benign, and resolved, because \`Nothing more came\`.
`);
});

test("every kind of step has its sentence", () => {
  const text = explained(`  - set: { n: 1 }
  - if: incident.number > 1
    then: [{ wait: 90s }]
    else: []
  - switch: incident.severity
    cases: { low: [] }
    default: [{ playbook: other, with: {} }]
  - while: vars.n < 3
    at-most: 4
    do: [{ delay: 1m, set: { n: "=vars.n + 1" } }]
  - for-each: incident.ips
    as: ip
    at-most: 5
    do: []
  - parallel: { a: [{ wait: 1s }], b: [{ wait-for: time, until: incident.openedAt, at-most: 1h }] }
  - handoff: soc
    reason: x
    resume: { ok: { ask: "Is it well?", type: boolean } }
    at-most: 8h
`);
  for (const sentence of [
    "Note n as 1.",
    "Is it so that `incident.number > 1`?",
    "Wait 90s.",
    "Which is `incident.severity`?",
    "Do what the playbook other says.",
    "As long as `vars.n < 3`, at most 4 times:",
    "After 1m: Note n as `vars.n + 1`.",
    "For each ip of `incident.ips`, at most 5:",
    "Do at once, and go on when all is done:",
    "Wait for the moment `incident.openedAt`, at most 1h.",
    "Ask soc, and wait at most 8h: Is it well?",
  ])
    expect(text).toContain(sentence);
});

test("a part of others says what it is given and gives", () => {
  const face = HEAD.replace(
    "steps:\n",
    "inputs: { ip: { type: text } }\noutputs: { bad: { type: boolean, value: false } }\nsteps:\n",
  );
  const text = explained("  - wait: 1s\n", face);
  expect(text).toContain("It is given ip (text).\nIt gives back bad (true or false).");
});

test("a reason that ends with a full stop of its own is not given another", () => {
  const text = explained(`  - handoff: soc
    reason: Look at it.
`);
  expect(text).toContain("Hand it to soc: `Look at it.` The run ends.");
});
