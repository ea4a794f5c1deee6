import { describe, expect, it } from "vitest";
import type { RunCounts } from "../store/measure.ts";
import { figuresOf } from "./figures.ts";
import { findingsOf } from "./findings.ts";

const nothing = {
  runs: 0,
  ended: 0,
  failed: 0,
  cancelled: 0,
  handedOver: 0,
  incidents: 0,
  escalated: 0,
  judged: 0,
  falsePositives: 0,
  answered: 0,
  overridden: 0,
  effects: 0,
  refused: 0,
  approvals: 0,
  approved: 0,
  denied: 0,
  expired: 0,
};
const times = {
  toDetect: [],
  toAcknowledge: [],
  toContain: [],
  toResolve: [],
  toAcknowledgeFromEvent: [],
  toContainFromEvent: [],
  toResolveFromEvent: [],
};
const figures = (more: Partial<RunCounts>) => figuresOf([{ ...nothing, ...times, ...more }]);
const codes = (...of: Parameters<typeof findingsOf>) => findingsOf(...of).map((finding) => finding.code);
const well = figures({ runs: 100, ended: 100, judged: 100, answered: 100 });

describe("findings", () => {
  it("are none when all is well", () => expect(codes(well, well, null)).toEqual([]));

  it("say first of all that a playbook did not run", () => {
    expect(findingsOf(figures({}), well, null)).toEqual([
      { code: "no-runs", text: expect.stringContaining("after 100 in the period before") },
    ]);
  });

  it("speak of a share only when chance does not explain it", () => {
    expect(codes(figures({ runs: 3, judged: 3, falsePositives: 1 }), well, null)).not.toContain("false-positives-high");
    const many = figures({
      runs: 100,
      judged: 100,
      falsePositives: 33,
      ended: 100,
      handedOver: 70,
      answered: 100,
      overridden: 30,
      effects: 100,
      refused: 50,
      approvals: 50,
      expired: 20,
    });
    expect(codes(many, many, null)).toEqual([
      "false-positives-high",
      "handoffs-high",
      "overrides-high",
      "refusals-high",
      "unanswered-high",
    ]);
  });

  it("name what grew since the period before, and since the version before", () => {
    const worse = figures({ runs: 100, ended: 100, failed: 12 });
    expect(findingsOf(worse, well, null)).toEqual([
      { code: "failures-up", text: "The failure rate went up to 12 % from 0 % in the period before." },
    ]);
    const versions = { newest: { version: 3, figures: worse }, earlier: { version: 2, figures: well } };
    expect(codes(worse, worse, versions)).toEqual(["version-failures-up"]);
  });

  it("name containment that became slower", () => {
    const quick = figures({ runs: 5, toContain: [1000, 1000, 1000, 1000, 1000] });
    const slow = figures({ runs: 5, toContain: [9000, 9000, 9000, 9000, 9000] });
    expect(findingsOf(slow, quick, null)).toEqual([
      {
        code: "slower-containment",
        text: "Half of the containments took longer than 9 s; in the period before it was 1 s.",
      },
    ]);
  });
});
