import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { claimAt, nameGiven, rolesGranted, verifiedMail } from "./oidc-claims.ts";

const [HERE, THERE] = ["019d0000-0000-7000-8000-000000000001", "019d0000-0000-7000-8000-000000000002"];
const grants = [
  { value: "soc", workspaceId: HERE, roles: ["analyst" as const] },
  { value: "soc-leads", workspaceId: HERE, roles: ["approver" as const, "analyst" as const] },
  { value: "platform", workspaceId: THERE, roles: ["engineer" as const] },
];
const rolesOf = (claims: Record<string, unknown>) =>
  Object.fromEntries(rolesGranted({ grants, rolesClaim: "groups" }, claims));

describe("what claims give", () => {
  it("is the sum of the grants whose values are there, and nothing in the other workspaces that grants name", () => {
    expect(rolesOf({ groups: ["soc", "soc-leads", "golf"] })).toEqual({ [HERE]: ["analyst", "approver"], [THERE]: [] });
    expect(rolesOf({ groups: "platform" })).toEqual({ [HERE]: [], [THERE]: ["engineer"] });
  });

  it.each([
    ["no claim", {}],
    ["another spelling", { groups: ["SOC", " soc", "soc "] }],
    ["a number", { groups: 7 }],
    ["an object with the value as its key", { groups: { soc: true } }],
    ["a list in a list", { groups: [["soc"]] }],
    ["a list that is overfull before it", { groups: [...Array<string>(10_000).fill("x"), "soc"] }],
    ["null", { groups: null }],
    ["one text that lists", { groups: "soc,soc-leads" }],
  ])("is nothing with %s", (_what, claims) => {
    expect(rolesOf(claims)).toEqual({ [HERE]: [], [THERE]: [] });
  });

  it("is never more than the grants of the values that are there", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom("soc", "soc-leads", "platform", "golf")), (groups) => {
        const allowed = grants.filter(({ value }) => new Set<string>(groups).has(value));
        for (const [workspaceId, roles] of rolesGranted({ grants, rolesClaim: "groups" }, { groups }))
          for (const role of roles)
            expect(allowed.some((one) => one.workspaceId === workspaceId && one.roles.includes(role as never))).toBe(
              true,
            );
      }),
    );
  });
});

describe("a claim", () => {
  it("is found by its whole name first, and then by the way to it", () => {
    const claims = { "https://example.com/roles": ["a"], realm_access: { roles: ["b"] } };
    expect(claimAt(claims, "https://example.com/roles")).toEqual(["a"]);
    expect(claimAt(claims, "realm_access.roles")).toEqual(["b"]);
  });

  it("is not found in what every object has", () => {
    expect(claimAt({}, "constructor.name")).toBeUndefined();
    expect(claimAt({}, "__proto__")).toBeUndefined();
    expect(claimAt({ groups: "text" }, "groups.length")).toBeUndefined();
  });
});

describe("a name", () => {
  it("is the claim in lower case, when it can be a name here", () => {
    const named = (value: unknown) => nameGiven({ nameClaim: "preferred_username" }, { preferred_username: value });
    expect(named(" Anna@Example.com ")).toBe("anna@example.com");
    for (const bad of ["", "anna smith", "anna_x#EXT#@example.com", 7, null, "a".repeat(101)])
      expect(named(bad)).toBeNull();
  });
});

describe("a mail", () => {
  it("counts only when the provider says that it has verified it", () => {
    expect(verifiedMail({ email: "Anna@Example.com", email_verified: true })).toBe("anna@example.com");
    for (const verified of [undefined, false, "true", 1, null])
      expect(verifiedMail({ email: "anna@example.com", email_verified: verified })).toBeNull();
  });
});
