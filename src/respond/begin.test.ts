import { describe, expect, it } from "vitest";
import type { NewIncident } from "../store/incident-write.ts";
import { fillFacts } from "../taxonomy/example-facts.ts";
import { beginResponse, type PlaybookContent } from "./begin.ts";

const TYPE = "fraud/phishing";
const program = { name: "p", trigger: "true", called: false, defaultQueue: "mail-team", maturity: "stable" } as never;
const content = (stage: "shadow" | "ask"): PlaybookContent => ({
  connections: [],
  decide: () => ({ decision: "refuse", policies: [], reason: "", budgets: [] }),
  playbooks: new Map([["p", { versionId: "v1", number: 1, program }]]),
  autonomy: { initial: "act", stages: [{ incidentType: TYPE, playbook: "p", stage }] },
});
const incident = (): NewIncident =>
  ({ id: "i", workspaceId: "w", status: "new", typeId: TYPE, handoffReason: null, facts: fillFacts({}) }) as never;

describe("a playbook in the stage shadow", () => {
  it("runs as a shadow, and people get the incident with the reason", () => {
    const opened = incident();
    const runs = beginResponse(opened, "p", "soc", content("shadow"));
    expect(runs).toMatchObject([{ programId: "v1", state: { shadow: true } }]);
    expect(opened).toMatchObject({
      status: "new",
      queue: "mail-team",
      handoffReason: expect.stringContaining("stage shadow"),
    });
  });

  it("is one of that type alone, and in the stage ask it responds", () => {
    for (const [of, stage] of [
      [{ typeId: "other/other" }, "shadow"],
      [{}, "ask"],
    ] as const) {
      const opened = { ...incident(), ...of };
      const [run] = beginResponse(opened, "p", "soc", content(stage));
      expect(run?.state).not.toHaveProperty("shadow");
      expect(opened.status).toBe("in-progress");
    }
  });
});
