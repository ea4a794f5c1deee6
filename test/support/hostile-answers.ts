/** What the API answers, with an attacker's text wherever its contract allows any text: so that no field of a screen is forgotten. */
import type { Page } from "playwright-core";
import { hostileTexts } from "./hostile-strings.ts";

/** As much of JSON Schema as the contract is written in. */
interface Schema {
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  properties?: Record<string, Schema>;
  additionalProperties?: Schema | boolean;
  items?: Schema;
  enum?: unknown[];
  const?: unknown;
  format?: string;
  pattern?: string;
}

export interface Contract {
  paths: Record<string, { get?: { responses: Record<string, { content?: Record<string, { schema: Schema }> }> } }>;
}

/** Names that our own people and content give, and words of ours that the contract leaves open: another one would lead nowhere. */
const OURS = new Set([
  ...["action", "actions", "capabilities", "capability", "connection", "connector", "connectors", "decision"],
  ...["dimension", "effectClass", "entityType", "id", "kind", "lever", "maturity", "name", "next", "outcome"],
  ...["permissions", "person", "personId", "playbook", "playbooks", "probe", "reversal", "roles", "secretNames"],
  ...["status", "step", "steps", "subjectType", "tactic", "tactics", "type", "types", "typeId", "unit", "workspace"],
]);
const MOMENT_OR_ID = /^\d{4}-\d\d-\d\d|^[0-9a-f]{8}-[0-9a-f]{4}-|^[0-9a-f]{32,}$/;

/** The schema of what a path answers, by the contract; undefined for a path it does not know. */
export function schemaOf({ paths }: Contract, path: string): Schema | undefined {
  const asked = path.split("/");
  const fits = (template: string) => {
    const parts = template.split("/");
    return parts.length === asked.length && parts.every((part, n) => part.startsWith("{") || part === asked[n]);
  };
  // A path that is written out goes before one with a name in it.
  const template = Object.keys(paths)
    .filter(fits)
    .toSorted((a, b) => a.split("{").length - b.split("{").length)[0];
  return paths[template ?? ""]?.get?.responses[200]?.content?.["application/json"]?.schema;
}

/** The answer with each text that its schema leaves free replaced by the next of `text`. */
export function replaced(value: unknown, schema: Schema | undefined, text: () => string): unknown {
  const branches = branchesOf(schema);
  if (typeof value === "string") {
    const kept = value === "" || MOMENT_OR_ID.test(value) || branches.some((one) => isBound(one, value));
    return kept ? value : text();
  }
  if (Array.isArray(value)) {
    const items = branches.find(({ items }) => items !== undefined)?.items;
    return value.map((item) => replaced(item, items, text));
  }
  if (typeof value !== "object" || value === null) return value;
  const branch = branches.find((one) => describes(one, value)) ?? {};
  const rest = typeof branch.additionalProperties === "object" ? branch.additionalProperties : undefined;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      OURS.has(key) ? item : replaced(item, branch.properties?.[key] ?? rest, text),
    ]),
  );
}

function branchesOf(schema: Schema | undefined): Schema[] {
  if (schema === undefined) return [];
  const parts = schema.anyOf ?? schema.oneOf ?? schema.allOf;
  return parts === undefined ? [schema] : parts.flatMap(branchesOf);
}

/** Whether the text is one of a set, or has a form that it must keep. */
function isBound(schema: Schema, value: string): boolean {
  if (schema.enum?.includes(value) || schema.const === value) return true;
  return schema.format !== undefined || schema.pattern !== undefined;
}

/** Whether an object is of this branch, as far as its words say. */
function describes({ properties, additionalProperties }: Schema, value: object): boolean {
  if (properties === undefined) return additionalProperties !== undefined;
  return Object.entries(properties).every(([key, schema]) => {
    const words = branchesOf(schema).flatMap((one) => one.enum ?? (one.const === undefined ? [] : [one.const]));
    return words.length === 0 || !(key in value) || words.includes((value as Record<string, unknown>)[key]);
  });
}

/** Lets every read of a page be answered so; who is signed in stays as it is. */
export async function answerHostile(page: Page, contract: Contract): Promise<void> {
  const texts = hostileTexts();
  await page.route(/\/v1\/(?!me$|events)/, async (route) => {
    if (route.request().method() !== "GET") return route.fallback();
    const response = await route.fetch();
    const isJson = response.headers()["content-type"]?.includes("application/json") ?? false;
    if (!response.ok() || !isJson) return route.fulfill({ response });
    const schema = schemaOf(contract, new URL(route.request().url()).pathname);
    await route.fulfill({ response, json: replaced(await response.json(), schema, () => texts.next().value) });
  });
}
