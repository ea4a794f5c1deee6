import { describe, expect, it } from "vitest";
import { isPhaseTitle, phaseNamed, phaseOf } from "./phase.ts";

describe("a heading names a phase", () => {
  it.each([
    ["(P) Preparation", "preparation"],
    ["Part 2 — Detect & Analyze", "analysis"],
    ["2.2 Evidence Documentation", "analysis"],
    ["### Contain", "containment"],
    ["Investigate", "analysis"],
    ["Identification", "analysis"],
    ["Step 4: Eradication", "eradication"],
    ["IV. Recovery", "recovery"],
    ["Communicate", "communication"],
    ["Post-Incident Activity", "lessons"],
    ["Reference: User Actions for Suspected Phishing Attack", "reference"],
    ["Appendix B — Regulatory & Compliance Considerations", "reference"],
    ["Scope", "reference"],
    ["Scope the attack", "analysis"],
    ["Password reset", null],
  ])("%s", (heading, phase) => {
    expect(phaseNamed(heading)).toBe(phase);
  });

  it("and what stands below preparation, lessons or a reference is part of it", () => {
    expect(phaseOf("Communication & Escalation", "preparation")).toBe("preparation");
    expect(phaseOf("Communication & Escalation", "containment")).toBe("communication");
    expect(phaseOf("By hand", "containment")).toBe("containment");
  });

  it("also where it is not marked as one", () => {
    expect(["Containment:", "2. Lessons learned", "Contain the host"].map(isPhaseTitle)).toEqual([true, true, false]);
  });
});
