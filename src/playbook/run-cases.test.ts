import { expect, test } from "vitest";
import { checkPlaybook } from "./check.ts";
import { findingText } from "./finding.ts";
import type { Program } from "./program.ts";
import { type CaseReport, runCases } from "./run-cases.ts";
import { parseTestFile } from "./test-file.ts";

const SOURCE = `playbook: sample
title: A sample
description: For tests
maturity: stable
trigger: incident.entity.type == "user"
default-queue: soc
steps:
  - id: account
    action: identity.get-user
    with: { user: "=incident.entity.key" }
    retry: { times: 2, backoff: 1m }
  - id: known
    if: steps.account.found
    then: []
    else:
      - id: unknown
        handoff: soc
        reason: nobody knows {{ incident.entity.key }}
  - wait: 3d
  - parallel:
      tell:
        - id: tell
          action: chat.post-message
          with: { text: "{{ steps.account.displayName }}" }
          on-failure: []
      act:
        - id: suspend
          action: identity.suspend-user
          with: { user: "=incident.entity.key" }
          for: 90m
  - id: kind
    switch: incident.severity
    cases:
      critical: [ { id: grave, end: true-positive, reason: grave, status: closed } ]
    default: []
  - id: done
    end: suspicious
    reason: done
`;
const FOUND = "{ found: true, enabled: true, privileged: false, displayName: Ada, groups: [] }";

function program(source = SOURCE): Program {
  const checked = checkPlaybook(source, { file: "sample/playbook.yaml" });
  expect(checked.findings.map(findingText)).toEqual([]);
  return checked.program as Program;
}

function run(cases: string, source = SOURCE): CaseReport {
  const parsed = parseTestFile(`cases:\n${cases}`, { file: "sample/playbook.test.yaml" });
  expect(parsed.findings.map(findingText)).toEqual([]);
  return runCases(program(source), parsed.cases);
}

test("a case that says what happens passes, and the ways not taken are named", () => {
  const report = run(`  - name: suspended
    incident: { entity: { type: user, key: ada } }
    answers: { account: ${FOUND} }
    expect:
      path: [account, known, tell, suspend, kind, done]
      effects: [{ capability: chat.post-message }, { capability: identity.suspend-user, target: ada }]
      outcome: suspicious
      status: resolved
`);
  expect(report.cases).toEqual([
    { name: "suspended", place: { file: "sample/playbook.test.yaml", line: 2, column: 5 }, differences: [] },
  ]);
  expect(report.passed).toBe(true);
  expect(report.coverage).toEqual({
    covered: 3,
    total: 6,
    missing: ["kind: critical", "known: else", "tell: failure"],
  });
});

test("a case that fails says in words how the run differs", () => {
  const report = run(`  - name: wrong
    incident: { entity: { type: user, key: ada }, severity: critical }
    answers: { account: ${FOUND} }
    expect: { path: [account], effects: [], outcome: suspicious, status: resolved, reason: done }
`);
  expect(report.passed).toBe(false);
  expect(report.cases[0]?.differences).toEqual([
    "the outcome is true-positive, expected suspicious",
    "the status is closed, expected resolved",
    "the path is account → known → tell → suspend → kind → grave, expected account",
    "the list of effects is chat.post-message, identity.suspend-user ada, expected nothing",
    'the reason is "grave", expected it to contain "done"',
  ]);
});

test("refusals, errors and retries go the ways that production takes", () => {
  const report = run(`  - name: refused
    incident: { entity: { type: user, key: ada } }
    answers: { account: ${FOUND}, identity.suspend-user: { refused: true }, tell: { error: { root: refused, code: chat.closed } } }
    expect: { outcome: handoff, queue: soc, reason: The guard said no }
  - name: down
    incident: { entity: { type: user, key: ada } }
    answers: { account: { error: { root: transient, code: connector.unreachable } } }
    expect: { path: [account], effects: [], outcome: handoff, reason: connector.unreachable }
  - name: another entity
    incident: { entity: { type: ip, key: 192.0.2.1 } }
    expect: { outcome: not-triggered }
`);
  expect(report.cases.flatMap(({ differences }) => differences)).toEqual([]);
});

test("a question without an answer, a stray answer and an answer of the wrong shape are differences", () => {
  const report = run(`  - name: silent
    incident: { entity: { type: user, key: ada } }
    expect: { outcome: suspicious }
  - name: stray
    incident: { entity: { type: user, key: ada } }
    answers: { acount: ${FOUND} }
    expect: { outcome: suspicious }
  - name: misshapen
    incident: { entity: { type: user, key: ada } }
    answers: { account: { found: maybe } }
    expect: { outcome: suspicious }
`);
  const [silent, stray, misshapen] = report.cases.map(({ differences }) => differences.join(" | "));
  expect(silent).toContain("gives no answer for account (identity.get-user)");
  expect(stray).toContain(
    'answers "acount", which is no step and no capability of the playbook; did you mean "account"?',
  );
  expect(misshapen).toContain('the answer for step "account" is no output of identity.get-user: found');
});

test("an input that the capability would not accept fails the case, as it would fail in production", () => {
  const source = SOURCE.replace('text: "{{ steps.account.displayName }}"', 'text: "{{ steps.account.groups }}"');
  const report = run(
    `  - name: empty message
    incident: { entity: { type: user, key: ada } }
    answers: { account: ${FOUND} }
    expect: { outcome: suspicious }
`,
    source,
  );
  expect(report.cases[0]?.differences.join()).toContain(
    'step "tell" asks chat.post-message for something it does not accept: text',
  );
});

test.each([
  ["cases: []", "1:8 playbook.bad-test"],
  ["cases:\n  - name: x\n    expect: { outcome: maybe }", "3:24 playbook.bad-test"],
  ["cases:\n  - name: x\n    incident: { severty: high }\n    expect: { outcome: handoff }", "3:17 playbook.bad-test"],
  ["cases: [", "1:9 playbook.yaml"],
  ["", "1:1 playbook.empty"],
])("a test file that is wrong is a finding: %j", (source, expected) => {
  const { findings } = parseTestFile(source, { file: "t.yaml" });
  expect(findings.map(({ place, code }) => `${place.line}:${place.column} ${code}`)).toEqual([expected]);
});
