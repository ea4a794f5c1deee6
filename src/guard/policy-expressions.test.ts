import { type PolicyJson, policyToJson } from "@cedar-policy/cedar-wasm/nodejs";
import { describe, expect, test } from "vitest";
import { attributesRead, comparisons } from "./policy-expressions.ts";

function parsed(condition: string, scope = "principal, action, resource"): PolicyJson {
  const answer = policyToJson(`permit (${scope})${condition === "" ? "" : ` when { ${condition} }`};`);
  if (answer.type === "failure") throw new Error(JSON.stringify(answer.errors));
  return answer.json;
}

function read(condition: string, scope?: string) {
  const { attributes, identities } = attributesRead([parsed(condition, scope)]);
  const { principal, resource, context } = attributes;
  return { principal: [...principal].sort(), resource: [...resource].sort(), context: [...context].sort(), identities };
}
const nothing = { principal: [], resource: [], context: [], identities: false };

describe("what a policy looks at", () => {
  test("is nothing where it has no condition", () => expect(read("")).toEqual(nothing));

  test("are the attributes it names, also deep within, and of those it asks for whether they are there", () => {
    expect(
      read(
        'resource.privileged || !(context.severityId > 3 && principal.maturity == "stable") || (resource has owner && ["a"].contains(resource.owner))',
      ),
    ).toEqual({ ...nothing, principal: ["maturity"], resource: ["owner", "privileged"], context: ["severityId"] });
  });

  test("is everything of a record that it uses as a whole, and whose it is", () => {
    const { resource, identities } = read("[resource].contains(resource)");
    expect(resource).toEqual(expect.arrayContaining(["criticality", "privileged", "tags"]));
    expect(resource.join()).not.toContain("?");
    expect(identities).toBe(true);
  });

  test.each([
    ["", 'principal == Playbook::"p", action, resource'],
    ["", 'principal, action, resource == Entity::"user/ada"'],
    ["", 'principal, action, resource is Entity in Entity::"user/ada"'],
    ['resource == Entity::"user/ada"', undefined],
  ])("are identities where it names one: %s (%s)", (condition, scope) =>
    expect(read(condition, scope).identities).toBe(true),
  );

  test("are no identities where it only says of which kind", () =>
    expect(read("", "principal is Playbook, action, resource is Entity").identities).toBe(false));

  test("of several policies is what any of them looks at", () => {
    const { attributes } = attributesRead([parsed("resource.privileged"), parsed("context.severityId > 1")]);
    expect([[...attributes.resource], [...attributes.context]]).toEqual([["privileged"], ["severityId"]]);
  });
});

describe("what a policy compares an attribute with", () => {
  const compared = (condition: string) =>
    comparisons(parsed(condition)).map(({ attribute, literal }) => `${attribute} ${literal}`);

  test("is found on either side, and however it is asked", () => {
    expect(compared('resource.criticality == "high"')).toEqual(["criticality high"]);
    expect(compared('"high" != resource.criticality')).toEqual(["criticality high"]);
    expect(compared('["high", "low"].contains(resource.criticality)')).toEqual(["criticality high", "criticality low"]);
  });

  test("is nothing where it is no text, or no attribute", () => {
    expect(compared('context.severityId == 4 || "a" == "b" || [1, 2].contains(context.severityId)')).toEqual([]);
  });
});
