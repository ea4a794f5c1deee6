/** Tries one hostile text the way Cordon would, and says in a line what came of it. */
import { isCordonError } from "../../src/errors.ts";
import type { TemplateJson } from "../../src/expression/template.ts";
import { checkPlaybook } from "../../src/playbook/check.ts";
import { evaluateValue, type RunScope, renderValue } from "../../src/playbook/scope.ts";
import { parseTestFile } from "../../src/playbook/test-file.ts";
import { parseTaxonomy } from "../../src/taxonomy/parse.ts";
import { hostileScope } from "./hostile-scope.ts";

export const WAYS = ["expression", "template", "playbook", "cases", "taxonomy"] as const;
export type Way = (typeof WAYS)[number];

let scope: RunScope | undefined;

/** What came of it; an error that is not ours is let through. */
export function tryCase(way: Way, text: unknown): string {
  scope ??= hostileScope();
  try {
    if (way === "expression") return valueText(evaluateValue(text as string, scope));
    if (way === "template") return valueText(renderValue(text as TemplateJson, scope));
    if (way === "playbook") return codesText(checkPlaybook(text as string, { file: "playbook.yaml" }).findings);
    if (way === "cases") return codesText(parseTestFile(text as string, { file: "playbook.test.yaml" }).findings);
    return codesText(parseTaxonomy({ file: "taxonomy.yaml", text: text as string }, []).findings);
  } catch (error) {
    if (isCordonError(error)) return `code: ${error.code}`;
    throw error;
  }
}

function codesText(findings: readonly { code: string }[]): string {
  return `codes: ${[...new Set(findings.map(({ code }) => code))].sort().join(" ")}`;
}

/** Only plain JSON comes out: what JSON would drop or what has another prototype is named, and no case expects that. */
function valueText(value: unknown): string {
  const strange = strangest(value, 0);
  if (strange !== null) return `host object: ${strange}`;
  const text = JSON.stringify(value) ?? "undefined";
  return `value: ${text.length > 100 ? `${text.slice(0, 60)}… ${text.length}` : text}`;
}

function strangest(value: unknown, depth: number): string | null {
  if (value === null || ["string", "number", "boolean"].includes(typeof value)) return null;
  if (typeof value !== "object" || depth > 200) return typeof value;
  const prototype = Object.getPrototypeOf(value);
  if (Array.isArray(value))
    return value.map((item) => strangest(item, depth + 1)).find((each) => each !== null) ?? null;
  if (prototype !== Object.prototype) return String(prototype?.constructor?.name);
  return (
    Object.values(value)
      .map((item) => strangest(item, depth + 1))
      .find((each) => each !== null) ?? null
  );
}
