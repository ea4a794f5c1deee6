import { expect, it } from "vitest";
import type { FailureTold } from "../../../../src/api/contract/playbook-editor.ts";
import { failureRows } from "./failure-rows.ts";

const told = (step: string, way: FailureTold["way"], outcome: string, ended = true): FailureTold => ({
  ...{ step, way, outcome, ended },
  ...{ cases: ["a case"], answer: {} },
});

it("tells of each step every end once with its ways, and first what comes to no end", () => {
  const items = [
    told("look", "refused", "handoff"),
    told("tell", "refused", "benign"),
    told("look", "silent", "handoff"),
    told("look", "empty", "The input is wrong.", false),
  ];
  const rows = failureRows({ items }).map(({ step, rows: all }) => [
    step,
    ...all.map(({ outcome, ways }) => `${outcome}: ${ways.map(({ way }) => way)}`),
  ]);
  expect(rows).toEqual([
    ["look", "The input is wrong.: empty", "handoff: refused,silent"],
    ["tell", "benign: refused"],
  ]);
});

it("keeps apart an end and a message that read the same", () => {
  const items = [told("look", "refused", "handoff"), told("look", "silent", "handoff", false)];
  expect(failureRows({ items })[0]?.rows.map(({ ended }) => ended)).toEqual([false, true]);
});
