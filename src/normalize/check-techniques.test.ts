import { describe, expect, test } from "vitest";
import { checkTechniques } from "./check-techniques.ts";

describe("techniques as sources tag them", () => {
  test("stay as they are while they are in force", () => {
    const techniques = [{ id: "T1110.003", name: "spraying", tactic: "credential-access" }];
    expect(checkTechniques(techniques)).toEqual({ techniques, labels: [], notes: [] });
  });
  test("that were revoked become what took their place, once, and what was written is kept", () => {
    expect(checkTechniques([{ id: "T1059.001" }, { id: "T1086", name: "PowerShell", tactic: "execution" }])).toEqual({
      techniques: [{ id: "T1059.001" }],
      labels: [],
      notes: [{ written: "T1086", now: "T1059.001", reason: "revoked" }],
    });
  });
  test("that are on no list are labels, and no techniques", () => {
    expect(checkTechniques([{ id: "T9999" }, { id: "T1162" }])).toEqual({
      techniques: [],
      labels: ["T9999", "T1162"],
      notes: [
        { written: "T9999", reason: "unlisted" },
        { written: "T1162", reason: "revoked" },
      ],
    });
  });
});
