import { expect, it } from "vitest";
import { subjectWay } from "./subject-way.ts";

it("leads to the thing itself, and nowhere for what has no screen", () => {
  expect(subjectWay("incident", "42")).toEqual({ to: "/incidents/42", search: {} });
  expect(subjectWay("playbook", "../x")).toEqual({ to: "/playbooks/..%2Fx", search: {} });
  expect(subjectWay("review", "r")).toEqual({ to: "/reviews", search: { id: "r", status: "all" } });
  expect([subjectWay("view", "v"), subjectWay("constructor", "c")]).toEqual([null, null]);
});
