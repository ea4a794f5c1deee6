import { expect, test } from "vitest";
import { programOf } from "../../test/support/playbook.ts";
import { coverageOf } from "./coverage.ts";

const switchOver = (more: string) =>
  programOf(`  - switch: incident.entity.privileged
    cases:
      true: [{ end: suspicious, reason: it may do much }]
      false: [{ end: benign, reason: it may do little }]
${more}`);

test("a switch whose cases cover every value has no default that a case would have to take", () => {
  expect(coverageOf(switchOver(""), []).missing).toEqual(["step-1: false", "step-1: true"]);
});

test("a default that is written is a way of its own", () => {
  const program = switchOver("    default: [{ end: other, reason: nobody knows }]\n");
  expect(coverageOf(program, []).missing).toEqual(["step-1: default", "step-1: false", "step-1: true"]);
});
