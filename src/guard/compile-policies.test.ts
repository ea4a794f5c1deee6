import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compilePolicies } from "./compile-policies.ts";
import type { GuardedCapability } from "./schema.ts";
import { splitPolicies } from "./split-policies.ts";

const CAPABILITIES: GuardedCapability[] = [
  { id: "identity.suspend-user", effect: "contain" },
  { id: "identity.get-user", effect: "observe" },
  { id: "chat.post-message", effect: "notify" },
];

/** `line:column code` of each finding of one file. */
function places(text: string, incidentTypes?: ReadonlySet<string>): string[] {
  return compile(text, incidentTypes).findings.map(({ line, column, code }) => `${line}:${column} ${code}`);
}

function compile(text: string, incidentTypes?: ReadonlySet<string>) {
  return compilePolicies([{ file: "policies/x.cedar", text }], {
    capabilities: CAPABILITIES,
    ...(incidentTypes === undefined ? {} : { incidentTypes }),
  });
}

/** `line:column` of a part of a text. */
function placeOf(text: string, part: string): string {
  const before = text.slice(0, text.indexOf(part)).split("\n");
  return `${before.length}:${(before.at(-1) ?? "").length + 1}`;
}

const HEAD = '@id("suspend")\n@budget("5 per 1h")\n';
const SCOPE = 'permit (principal, action == Action::"identity.suspend-user", resource)';

describe("policies that are right", () => {
  it("make a set with their budgets and what they read", () => {
    const { policySet, findings } = compile(
      `${HEAD}@fraction("2.5% of user per 1d")\n${SCOPE} when { !resource.privileged };`,
    );
    expect(findings).toEqual([]);
    expect(policySet?.policies[0]).toMatchObject({
      id: "suspend",
      effect: "permit",
      line: 1,
      budgets: [
        { max: 5, percent: null, of: null, windowSeconds: 3600, per: "workspace" },
        { max: null, percent: 2.5, of: "user", windowSeconds: 86_400, per: "workspace" },
      ],
    });
    expect(policySet?.reads).toEqual({
      attributes: { principal: [], resource: ["privileged"], context: [] },
      identities: false,
    });
  });

  it("have one hash for one content, wherever the files were named in the list", () => {
    const files = [
      { file: "a.cedar", text: '@id("a") permit (principal, action in Action::"notify", resource);' },
      { file: "b.cedar", text: '@id("b") permit (principal, action in Action::"observe", resource);' },
    ];
    const world = { capabilities: CAPABILITIES };
    expect(compilePolicies(files, world).policySet?.hash).toBe(
      compilePolicies(files.toReversed(), world).policySet?.hash,
    );
    expect(compilePolicies(files.slice(1), world).policySet?.hash).not.toBe(
      compilePolicies(files, world).policySet?.hash,
    );
  });
});

describe("a policy file is refused, with line and column, for", () => {
  it("syntax, and the next policy is still looked at", () => {
    const text =
      '// ünïcödé\n@id("a")\npermit (prncipal, action, resource);\n@id("b")\npermit (principal, action, resource) when { foo };\n';
    expect(places(text)).toEqual(["3:9 guard.syntax", "5:45 guard.syntax"]);
    expect(compile(text).policySet).toBeNull();
  });

  it("a missing semicolon", () => {
    expect(places('@id("a") permit (principal, action, resource)')[0]).toContain("guard.syntax");
  });

  it("an attribute that does not exist, with Cedar's near miss", () => {
    const [finding] = compile(`${HEAD}${SCOPE}\nwhen { !resource.privilegd };`).findings;
    expect(finding).toMatchObject({
      code: "guard.type",
      file: "policies/x.cedar",
      line: 4,
      column: 9,
      fix: "Did you mean `privileged`?",
    });
  });

  it("a comparison of different types", () => {
    const text = `${HEAD}${SCOPE} when { context.severityId > "4" };`;
    expect(places(text)).toEqual([`${placeOf(text, '"4"')} guard.type`]);
  });

  it("an action that does not exist", () => {
    const [finding] = compile(
      `${HEAD}permit (principal, action == Action::"identity.suspend-usr", resource);`,
    ).findings;
    expect(finding?.fix).toContain("identity.suspend-user");
  });

  it("a policy that can never hold", () => {
    expect(places(`${HEAD}${SCOPE} when { resource is Playbook };`)).toEqual(["1:1 guard.impossible"]);
  });

  it("a value that an attribute never has", () => {
    const text = `${HEAD}${SCOPE} when { resource.criticality == "hihg" && !["high", "crit"].contains(resource.criticality) };`;
    expect(places(text)).toEqual([
      `${placeOf(text, '"hihg"')} guard.unknown-value`,
      `${placeOf(text, '"crit"')} guard.unknown-value`,
    ]);
  });

  it("an incident type that the taxonomy does not have", () => {
    const types = new Set(["fraud/phishing"]);
    const text = `${HEAD}${SCOPE} when { context.incidentType == "fraud/fishing" };`;
    expect(places(text, types)).toEqual([`${placeOf(text, '"fraud/f')} guard.unknown-value`]);
    expect(places(`${HEAD}${SCOPE} when { context.incidentClass == "fraud" };`, types)).toEqual([]);
  });

  it("containment without a bound, also where it hides in a group or in `action`", () => {
    expect(places(`@id("a")\n${SCOPE};`)).toEqual(["1:1 guard.unbounded"]);
    expect(places('@id("a") permit (principal, action in [Action::"notify", Action::"contain"], resource);')).toEqual([
      "1:1 guard.unbounded",
    ]);
    expect(places('@id("a") permit (principal, action, resource);')).toEqual(["1:1 guard.unbounded"]);
    expect(places('@id("a") permit (principal, action in Action::"notify", resource);')).toEqual([]);
  });

  it("a budget that is not understood, or that a forbid has", () => {
    for (const budget of ["5", "5 per hour", "5 per 0h", "-1 per 1h", "5 per 1h and more", "5 per 90d"]) {
      expect(places(`@id("a")\n@budget("${budget}")\n${SCOPE};`), budget).toContain("2:1 guard.bad-budget");
    }
    expect(places(`@id("a")\n@fraction("120% of user per 1h")\n${SCOPE};`)).toContain("2:1 guard.bad-budget");
    expect(places(`@id("a")\n@fraction("2% of people per 1h")\n${SCOPE};`)).toContain("2:1 guard.bad-budget");
    expect(places(`@id("a")\n@reason("no")\n@budget("5 per 1h")\n${SCOPE.replace("permit", "forbid")};`)).toEqual([
      "3:1 guard.bad-budget",
    ]);
  });

  it("an annotation nobody reads", () => {
    expect(places(`@id("a")\n@budgets("5 per 1h")\n@budget("5 per 1h")\n${SCOPE};`)).toEqual([
      "2:1 guard.unknown-annotation",
    ]);
  });

  it("no id, or one that is taken", () => {
    expect(places('permit (principal, action in Action::"notify", resource);')).toEqual(["1:1 guard.missing-id"]);
    const twice = '@id("a") permit (principal, action in Action::"notify", resource);';
    expect(places(`${twice}\n${twice}`)).toEqual(["2:1 guard.duplicate-id"]);
  });

  it("a forbid that does not say why", () => {
    expect(places(`@id("a")\n${SCOPE.replace("permit", "forbid")};`)).toEqual(["1:1 guard.missing-reason"]);
  });

  it("a template, which permits nothing until it is linked", () => {
    expect(places('@id("a") permit (principal == ?principal, action in Action::"notify", resource);')).toHaveLength(1);
  });

  it("any text that is not Cedar, without ever throwing", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.string({ unit: fc.constantFrom('"', ";", "/", "\n", "@", "permit", "(", ")", "é", "\\") }),
        ),
        (text) => {
          const { policySet, findings } = compile(text);
          expect(policySet === null).toBe(findings.length > 0);
        },
      ),
    );
  });
});

describe("what the organization says of itself", () => {
  it("is refused when it is not a network or a time zone", () => {
    expect(() => compilePolicies([], { capabilities: [], own: { networks: ["10/8"] } })).toThrow("not a network");
    expect(() => compilePolicies([], { capabilities: [], own: { timeZone: "Mars/Olympus" } })).toThrow(
      "not a time zone",
    );
  });
});

describe("a file of policies", () => {
  it("is split at the semicolons that end policies, not at those in strings and comments", () => {
    const text = '// one; two\n@id("a;b") // c;\npermit (a);\n\npermit (b); // rest;\n';
    expect(splitPolicies("x", text).map(({ text: policy, offset }) => [policy, offset])).toEqual([
      ['@id("a;b") // c;\npermit (a);', 12],
      ["permit (b);", text.indexOf("permit (b)")],
    ]);
  });

  it("loses nothing but white space and comments between policies", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('@id("a")', "permit", "(x)", ";", " ", "\n", '"s;"')), (parts) => {
        const text = parts.join(" ");
        const joined = splitPolicies("x", text)
          .map((policy) => policy.text)
          .join("");
        expect(joined.replaceAll(/\s/g, "")).toBe(text.replaceAll(/\s/g, ""));
      }),
    );
  });
});
