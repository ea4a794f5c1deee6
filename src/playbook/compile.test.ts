import { expect, test } from "vitest";
import { checkPlaybook } from "./check.ts";
import { durationText, parseDuration } from "./duration.ts";
import type { Program } from "./program.ts";

const SOURCE = `playbook: sample
title: A sample
description: For tests
maturity: incubating
trigger: "true"
default-queue: night-shift
steps:
  - action: network.block-ip
    connection: edge
    with: { ip: 192.0.2.1, seconds: 90 }
    timeout: 20s
    retry: { times: 3, backoff: 2s }
    for: 90m
    on-failure:
      - wait: 1500ms
  - if: incident.severityId > 4
    then: []
    else:
      - id: calm
        end: benign
        reason: calm
        status: closed
  - parallel:
      a: [ { wait: 1s } ]
      b: [ { wait: 2s } ]
  - switch: incident.entity.criticality
    cases: { unknown: [], low: [], medium: [], high: [], critical: [] }
  - handoff: soc
    reason: "{{ incident.title }}"
    questions: [ Really? ]
`;

const { program, findings } = checkPlaybook(SOURCE, { file: "sample/playbook.yaml" });
const nodes = (program as Program).nodes;

test("the program is flat, and names what has no id by its place", () => {
  expect(findings).toEqual([]);
  expect(Object.keys(nodes).sort()).toEqual(
    [
      "step-1",
      "step-1.failure-1",
      "step-2",
      "calm",
      "step-3",
      "step-3.a-1",
      "step-3.b-1",
      "step-3.join",
      "step-4",
      "step-4.default",
      "step-5",
    ].sort(),
  );
  expect(program).toMatchObject({
    name: "sample",
    maturity: "incubating",
    trigger: "true",
    defaultQueue: "night-shift",
    start: "step-1",
    capabilities: ["network.block-ip"],
  });
});

test("an action has its bounds in milliseconds, its lease in seconds and both its ways", () => {
  expect(nodes["step-1"]).toEqual({
    kind: "action",
    id: "step-1",
    title: "Block an address at the firewall",
    capability: "network.block-ip",
    connection: "edge",
    input: { ip: "192.0.2.1", seconds: 90 },
    timeoutMs: 20_000,
    retries: 3,
    backoffMs: 2000,
    leaseSeconds: 5400,
    next: "step-2",
    onFailure: "step-1.failure-1",
  });
});

test("an empty branch goes on, branches of a parallel meet, and a wait is never shorter than written", () => {
  // biome-ignore lint/suspicious/noThenProperty: nobody awaits a node.
  expect(nodes["step-2"]).toMatchObject({ then: "step-3", else: "calm" });
  expect(nodes["step-3"]).toMatchObject({ branches: ["step-3.a-1", "step-3.b-1"], join: "step-3.join" });
  expect(nodes["step-3.join"]).toMatchObject({ arrivals: 2, next: "step-4" });
  expect(nodes["step-1.failure-1"]).toMatchObject({ kind: "wait", seconds: 2, next: "step-2" });
});

test("a value that is added to an enum later goes to people", () => {
  expect(nodes["step-4"]).toMatchObject({ default: "step-4.default" });
  expect(nodes["step-4.default"]).toMatchObject({ kind: "handoff", queue: "night-shift" });
});

test("a program is plain JSON", () => {
  expect(JSON.parse(JSON.stringify(program))).toEqual(program);
});

test.each([
  ["500ms", 500],
  ["30s", 30_000],
  ["5m", 300_000],
  ["2h", 7_200_000],
  ["3d", 259_200_000],
])("%s is %i ms, and is written so", (text, milliseconds) => {
  expect(parseDuration(text)).toBe(milliseconds);
  expect(durationText(milliseconds)).toBe(text);
});

test.each(["", "5", "1.5h", "-1s", "1 h", "1w", "h", "9999999999s"])("%j is no duration", (text) => {
  expect(parseDuration(text)).toBeNull();
});
