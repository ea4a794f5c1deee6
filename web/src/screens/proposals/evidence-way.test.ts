import { expect, test } from "vitest";
import { evidenceWay } from "./evidence-way.ts";

const incident = {
  number: 7,
  ...{ alerts: [{ id: "a" }], runs: [{ id: "r" }], effects: [{ id: "e" }], approvals: [{ id: "y" }] },
  comments: [{ id: "c" }],
};

test("each piece of evidence leads to where it is looked at", () => {
  expect(["a", "r", "e", "y", "c"].map((id) => evidenceWay(incident, id))).toEqual([
    { kind: "alerts", to: "/incidents/7", search: { tab: "alerts" } },
    { kind: "runs", to: "/runs/r", search: {} },
    { kind: "effects", to: "/incidents/7", search: { tab: "response" } },
    { kind: "approvals", to: "/approvals", search: { id: "y" } },
    { kind: "comments", to: "/incidents/7", search: { tab: "timeline" } },
  ]);
});

test("what is not shown any more leads to the incident", () => {
  expect(evidenceWay(incident, "gone")).toEqual({ kind: "incident", to: "/incidents/7", search: {} });
});
