import { describe, expect, it } from "vitest";
import { grantsOf, linesOf } from "./grant-lines.ts";

describe("what groups give", () => {
  it("is read a line each, with the workspace where one is named", () => {
    expect(grantsOf("soc-leads = analyst, Approver\n\nCN=admins,DC=example = second: admin")).toEqual({
      wrong: "",
      grants: [
        { value: "soc-leads", roles: ["analyst", "approver"] },
        { value: "CN=admins,DC=example", workspace: "second", roles: ["admin"] },
      ],
    });
  });

  it.each(["soc-leads", "soc-leads = ", "soc = boss", "= analyst", "soc = ingest"])(
    "says where %j is wrong",
    (line) => {
      expect(grantsOf(`fine = viewer\n${line}`).wrong).toMatch(/^Line 2: expected group = role/);
    },
  );

  it("is written as it is read", () => {
    const text = "soc-leads = analyst, approver\nadmins = second: admin";
    const { grants } = grantsOf(text);
    expect(linesOf(grants, "default")).toBe(text);
    expect(linesOf([{ value: "x", workspace: "default", roles: ["viewer"] }], "default")).toBe("x = viewer");
  });
});
