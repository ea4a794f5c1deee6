import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type AccessCaller, compileAccess, decideAccess } from "./access.ts";

const text = readFileSync(new URL("../../policies/access/roles.cedar", import.meta.url), "utf8");
const shipped = [{ file: "policies/access/roles.cedar", text }];
const actions = [
  { name: "getIncidents", subject: "incidents", roles: ["viewer", "analyst"], changes: false },
  { name: "postTokens", subject: "tokens", roles: ["admin"], changes: true },
  { name: "getMe", subject: "session", roles: ["anybody"], changes: false },
];
const own = (policy: string) => compileAccess(shipped, [{ file: "own.cedar", text: policy }], actions, "test-own");
const of = (roles: string[], kind: AccessCaller["kind"] = "person") => ({ person: "anna", kind, roles });

describe("the shipped access policies", () => {
  const { set, findings } = compileAccess(shipped, [], actions, "test-shipped");

  it("are valid, and permit each role what its routes are for", () => {
    expect(findings).toEqual([]);
    expect(decideAccess(set!, of(["viewer"]), "getIncidents")).toMatchObject({
      allowed: true,
      policies: [{ id: "role-viewer" }],
    });
    expect(decideAccess(set!, of(["viewer"]), "postTokens")).toEqual({ allowed: false, policies: [] });
    expect(decideAccess(set!, of(["admin"]), "postTokens").allowed).toBe(true);
    expect(decideAccess(set!, of([]), "getMe").allowed).toBe(true);
  });

  it("permit nobody an action or a role that there is not", () => {
    expect(decideAccess(set!, of(["admin"]), "getNothing").allowed).toBe(false);
    expect(decideAccess(set!, of(["root"]), "postTokens").allowed).toBe(false);
  });
});

describe("policies of one's own", () => {
  it("forbid what a role permits, for the reason they give", () => {
    const { set } = own(
      '@id("people-make-tokens") @reason("tokens are made by people")\nforbid (principal, action in Action::"tokens", resource) when { principal.kind == "token" };',
    );
    const refused = { allowed: false, policies: [{ id: "people-make-tokens", reason: "tokens are made by people" }] };
    expect(decideAccess(set!, of(["admin"], "token"), "postTokens")).toEqual(refused);
    expect(decideAccess(set!, of(["admin"]), "postTokens").allowed).toBe(true);
  });

  it.each([
    ['@id("a") @reason("r") permit (principal, action, resource);', "guard.widens"],
    ['@id("a") forbid (principal, action, resource);', "guard.missing-reason"],
    ['@reason("r") forbid (principal, action, resource);', "guard.missing-id"],
    ['@id("role-admin") @reason("r") forbid (principal, action, resource);', "guard.duplicate-id"],
    ['@id("a") @reason("r") forbid (principal in Role::"viewr", action, resource);', "guard.type"],
    ['@id("a") @reason("r") forbid (principal, action == Action::"getIncident", resource);', "guard.type"],
    ['@id("a") @reason("r") forbid (principal, action, resource) when { principal.salary > 3 };', "guard.type"],
    ['@id("a") @reason("r") forbid (principal action, resource);', "guard.syntax"],
  ])("are refused with their place: %s", (policy, code) => {
    const { set, findings } = own(`// first line\n${policy}`);
    expect(set).toBeNull();
    expect(findings[0]).toMatchObject({ code, file: "own.cedar", line: 2 });
  });
});
