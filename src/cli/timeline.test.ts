import { describe, expect, it } from "vitest";
import { timelineText } from "./timeline.ts";

const ID = "01a20adb-a084-7248-8079-5fa2e6d6a76c";
const effects = [{ id: ID, capability: "identity.suspend-user", entityKey: "ada@example.com" }];
const entry = (subjectType: string, subjectId: string, details: Record<string, unknown>) => ({
  at: "2026-03-01T10:00:00Z",
  actor: "system",
  action: "effect-verified",
  subjectType,
  subjectId,
  details,
});

describe("a line of the timeline", () => {
  it("names the effect it is about, and why scope decided so", () => {
    const details = { guard: { reason: "Allowed by x.", decision: "allow" }, entity: "ada@example.com" };
    expect(timelineText(entry("effect", ID, details), effects)).toBe(
      "identity.suspend-user ada@example.com; Allowed by x.",
    );
    expect(
      timelineText(entry("approval", "other", { effect: ID, comment: "go", argsHash: "a".repeat(64) }), effects),
    ).toBe("identity.suspend-user ada@example.com; comment: go");
  });

  it("says what else was written down, with hostile text harmless", () => {
    expect(timelineText(entry("incident", "i", { taxonomyVersion: 3, reason: "x\u001b[2J" }), effects)).toBe(
      "taxonomy version: 3; reason: x\\u001b[2J",
    );
  });
});
