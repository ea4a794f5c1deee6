import { expect, test } from "vitest";
import { programOf } from "../../test/support/playbook.ts";
import { injectFailures } from "./inject-failures.ts";
import { parseTestFile } from "./test-file.ts";

const casesOf = (text: string) => parseTestFile(text, { file: "playbook.test.yaml" }).cases;

test("each action of each case fails in each way, and the way its failure takes is told", () => {
  const program = programOf(`  - id: tell
    action: chat.post-message
    with: { text: hello }
    on-failure: [{ end: other, reason: nobody was told }]
  - id: block
    action: network.block-ip
    with: { ip: "=incident.entity.key" }
    for: 1h
  - { end: true-positive, reason: blocked }
`);
  const cases = casesOf(`cases:
  - { name: an address, incident: { entity: { type: ip, key: 203.0.113.5 } }, expect: { outcome: true-positive } }
`);
  const injected = injectFailures(program, cases);
  expect(injected.map(({ step, outcome }) => `${step} ${outcome}`)).toEqual([
    ...Array(4).fill("tell other"),
    "tell true-positive",
    ...Array(4).fill("block handoff"),
    "block true-positive",
  ]);
  expect(new Set(injected.map(({ how }) => how)).size).toBe(5);
  expect(injected.every(({ ended }) => ended)).toBe(true);
});

test("a run that a failure leads to a wrong input has no end that can be told", () => {
  const program = programOf(`  - id: look
    action: identity.get-user
    with: { user: "=incident.entity.key" }
    on-failure: []
  - action: chat.post-message
    with: { text: "{{ has(steps.look) ? steps.look.displayName : '' }}" }
  - { end: benign, reason: done }
`);
  const cases = casesOf(`cases:
  - name: an account
    answers: { look: { found: true, enabled: true, privileged: false, displayName: Ada, groups: [] } }
    expect: { outcome: benign }
`);
  const failed = injectFailures(program, cases).filter(({ step }) => step === "look");
  expect(failed.map(({ ended }) => ended)).toEqual(Array(5).fill(false));
  expect(failed[0]?.outcome).toContain("something it does not accept");
});
