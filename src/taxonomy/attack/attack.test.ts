import { createRequire } from "node:module";
import { describe, expect, test } from "vitest";
import { TACTICS, techniqueName, techniqueNames, techniqueStanding, topTechniques } from "./attack.ts";

const list = createRequire(import.meta.url)("./techniques.json") as {
  notice: string;
  techniques: object;
  revoked: Record<string, string>;
};

describe("the list of ATT&CK techniques", () => {
  test.each([
    ["T1110.003", { kind: "current" }],
    ["T1086", { kind: "replaced", id: "T1059.001", name: "PowerShell" }],
    ["T1193", { kind: "replaced", id: "T1566.001", name: "Spearphishing Attachment" }],
    ["T1064", { kind: "deprecated" }],
    ["T9999", { kind: "unlisted" }],
    ["constructor", { kind: "unlisted" }],
  ])("says of %s: %j", (id, standing) => {
    expect(techniqueStanding(id)).toEqual(standing);
  });

  test("has a name for every id, and every successor is in force", () => {
    const ids = Object.keys(list.techniques);
    expect(ids.length).toBeGreaterThan(600);
    expect(ids.filter((id) => !/^T\d{4}(\.\d{3})?$/.test(id) || techniqueName(id) === "")).toEqual([]);
    expect(Object.values(list.revoked).filter((id) => id !== "" && !ids.includes(id))).toEqual([]);
  });

  test("has the matrix's techniques under its tactics, and no tactic that the matrix does not have", () => {
    const top = topTechniques();
    expect(top.find(({ id }) => id === "T1078")).toEqual({
      ...{ id: "T1078", name: "Valid Accounts" },
      tactics: ["defense-evasion", "persistence", "privilege-escalation", "initial-access"],
    });
    expect(new Set(top.flatMap(({ tactics }) => tactics))).toEqual(new Set(TACTICS));
    expect(top.filter(({ id }) => id.includes("."))).toEqual([]);
  });

  test("names techniques as ATT&CK writes them, and leaves out what is not on it", () => {
    expect(techniqueNames(["T1078.004", "T1486", "T9999", "constructor"])).toEqual({
      "T1078.004": "Valid Accounts: Cloud Accounts",
      T1486: "Data Encrypted for Impact",
    });
  });

  test("carries the notice that ATT&CK asks for", () => {
    expect(list.notice).toContain("reproduced and distributed with the permission of The MITRE Corporation");
  });
});
