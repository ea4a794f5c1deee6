import { describe, expect, it } from "vitest";
import { DEFAULT_AUTONOMY } from "../model/autonomy.ts";
import { standingOf, takenByItself } from "./autonomy.ts";

const row = (given: object) => ({
  ...{ incidentType: "fraud/phishing", playbook: "p", stage: "shadow" as const, since: new Date(), by: "system" },
  ...{ reason: "", proposedBy: null, agreed: 0, judged: 0, stood: 0 },
  ...given,
});
const standing = (given: object) => standingOf(row(given), DEFAULT_AUTONOMY);

describe("the next stage", () => {
  it("is offered when the lower end of what people agreed with is high enough, of enough", () => {
    expect(standing({ agreed: 29, judged: 29 })).toMatchObject({
      offered: null,
      missing: "People judged 29, and 30 are needed.",
    });
    expect(standing({ agreed: 30, judged: 30 }).missing).toMatch(/30 of 30: at least 88.6 %.*90 % are needed/);
    expect(standing({ agreed: 40, judged: 40 })).toMatchObject({ offered: "ask", missing: "" });
    expect(standing({ agreed: 40, judged: 44 }).offered).toBeNull();
  });

  it("is none after the last, and begins where the settings say", () => {
    expect(standing({ stage: "act", agreed: 99, judged: 99 }).offered).toBeNull();
    expect(standing({ stage: null })).toMatchObject({ stage: "act" });
  });

  it("is taken by itself as far as the settings go", () => {
    const goes = (automatic: "never" | "to-ask" | "to-act") =>
      (["ask", "act"] as const).map((stage) => takenByItself({ ...DEFAULT_AUTONOMY, automatic }, stage, "p"));
    expect([goes("never"), goes("to-ask"), goes("to-act")]).toEqual([
      [false, false],
      [true, false],
      [true, true],
    ]);
  });

  it("is never to act for what only proposes, which begins by proposing and is heard again when a person says so", () => {
    expect(standing({ playbook: "triage:3", stage: null, agreed: 99, judged: 99 })).toMatchObject({
      ...{ stage: "ask", offered: null, missing: expect.stringMatching(/only ever proposes/) },
    });
    expect(standing({ playbook: "model:m", stage: "shadow" })).toMatchObject({ offered: "ask" });
    expect(takenByItself({ ...DEFAULT_AUTONOMY, automatic: "to-act" }, "ask", "triage:3")).toBe(false);
  });
});
