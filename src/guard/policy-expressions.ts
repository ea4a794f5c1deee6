/** What can be read from a parsed policy without deciding anything: which attributes it looks at, and what it compares them with. */
import type { PolicyJson } from "@cedar-policy/cedar-wasm/nodejs";
import { ATTRIBUTES } from "./schema.ts";

export type Variable = keyof typeof ATTRIBUTES;

/** Attributes a policy set can read. A request gives these and no others; requests that agree on them are decided alike. */
export interface AttributesRead {
  attributes: Record<Variable, ReadonlySet<string>>;
  /** Whether some policy speaks of a particular playbook or entity by name. */
  identities: boolean;
}

/** An attribute compared with a text: `resource.criticality == "high"`. */
export interface Comparison {
  attribute: string;
  literal: string;
}

type Json = { [key: string]: unknown };

/** The attributes that any of the policies can read; when one uses a whole record at once, all of that record's. */
export function attributesRead(policies: readonly PolicyJson[]): AttributesRead {
  const names: Record<Variable, Set<string>> = { principal: new Set(), resource: new Set(), context: new Set() };
  let identities = false;
  for (const policy of policies) {
    for (const scope of [policy.principal, policy.resource])
      if (scope.op !== "All" && (scope.op !== "is" || scope.in !== undefined)) identities = true;
    for (const clause of policy.conditions) {
      walk(clause.body, (node, parent) => {
        if ("Value" in node && isEntityValue(node.Value)) identities = true;
        const name = node.Var;
        if (name !== "principal" && name !== "resource" && name !== "context") return;
        const read = attributeOf(parent);
        if (read !== undefined) for (const each of read) names[name].add(each);
        else {
          identities = true;
          for (const each of Object.keys(ATTRIBUTES[name])) names[name].add(each.replace("?", ""));
        }
      });
    }
  }
  return { attributes: names, identities };
}

/** Every comparison of an attribute with texts: by `==`, `!=`, or a set of texts that contains it. */
export function comparisons(policy: PolicyJson): Comparison[] {
  const found: Comparison[] = [];
  for (const clause of policy.conditions) {
    walk(clause.body, (node) => {
      for (const operator of ["==", "!=", "contains"]) {
        const sides = node[operator] as { left: Json; right: Json } | undefined;
        if (sides === undefined) continue;
        for (const [one, other] of [
          [sides.left, sides.right],
          [sides.right, sides.left],
        ] as const) {
          const attribute = (one["."] as { attr?: string } | undefined)?.attr;
          if (attribute !== undefined) found.push(...textsOf(other).map((literal) => ({ attribute, literal })));
        }
      }
    });
  }
  return found;
}

function textsOf(node: Json): string[] {
  if (typeof node.Value === "string") return [node.Value];
  if (Array.isArray(node.Value)) return node.Value.filter((value) => typeof value === "string");
  return Array.isArray(node.Set) ? (node.Set as Json[]).flatMap(textsOf) : [];
}

function attributeOf(parent: Json | null): string[] | undefined {
  const access = (parent?.["."] ?? parent?.has) as { attr?: string | string[] } | undefined;
  if (access?.attr === undefined) return undefined;
  return typeof access.attr === "string" ? [access.attr] : access.attr.slice(0, 1);
}

function isEntityValue(value: unknown): boolean {
  return JSON.stringify(value)?.includes('"__entity"') ?? false;
}

/** Visits every node of an expression with the operation it is an operand of. */
function walk(node: unknown, visit: (node: Json, parent: Json | null) => void, parent: Json | null = null): void {
  if (typeof node !== "object" || node === null) return;
  if (Array.isArray(node)) {
    for (const item of node) walk(item, visit, parent);
    return;
  }
  const json = node as Json;
  visit(json, parent);
  for (const [key, value] of Object.entries(json)) {
    // The operands of an operation lie one object deeper: { "==": { left, right } }.
    if (key === "Value" || typeof value !== "object" || value === null) continue;
    if (Array.isArray(value)) walk(value, visit, json);
    else for (const operand of Object.values(value)) walk(operand, visit, json);
  }
}
