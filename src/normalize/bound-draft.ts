/** Brings a draft within the limits of its schema: a long title is cut, a malformed technique dropped; neither costs the alert. */

import { sha256 } from "../ids.ts";
import type { AlertDraftInput } from "../model/alert.ts";
import { cleanLine, cleanText } from "./clean-text.ts";

type Bounded<T> = T extends string ? (value: T) => T : never;

const line =
  (max: number): Bounded<string> =>
  (value) =>
    typeof value === "string" ? cleanLine(value, max) : value;

const title = line(500);
const ruleId = line(300);
const name = line(100);
const tacticName = line(100);
const techniqueName = line(200);

/**
 * The draft with every text clean and cut, every list short enough, a uid that stays unique when cut. What is of the wrong
 * type is left as it is, for the schema to name.
 */
export function boundDraft(draft: AlertDraftInput): AlertDraftInput {
  const { rule, product } = draft;
  const bounded = { ...draft, uid: boundUid(draft.uid), title: title(draft.title) };
  if (isObject(rule)) bounded.rule = { id: ruleId(rule.id), name: title(rule.name) };
  if (isObject(product)) bounded.product = { name: name(product.name), vendor: name(product.vendor) };
  if (typeof draft.description === "string") bounded.description = cleanText(draft.description, 8000);
  if (typeof draft.severityRaw === "string") bounded.severityRaw = name(draft.severityRaw);
  if (typeof draft.session === "string") bounded.session = cleanLine(draft.session, 200);
  if (typeof draft.link === "string") bounded.link = cleanLine(draft.link, 2048);
  if (Array.isArray(draft.categories)) bounded.categories = boundCategories(draft.categories);
  if (Array.isArray(draft.techniques)) bounded.techniques = boundTechniques(draft.techniques);
  if (Array.isArray(draft.entities)) bounded.entities = boundEntities(draft.entities);
  if (Array.isArray(draft.observables)) bounded.observables = boundObservables(draft.observables);
  return bounded;
}

/** A uid over 512 is cut to its head and the hash of the whole, so that two long ones stay two. */
function boundUid(uid: string): string {
  if (typeof uid !== "string" || uid.length <= 512) return line(512)(uid);
  return `${cleanLine(uid, 440)}~${sha256(uid)}`;
}

function boundCategories(categories: string[]): string[] {
  const clean = categories.slice(0, 100).map(ruleId);
  return [...new Set(clean.filter((category) => category !== ""))].slice(0, 20);
}

function boundTechniques(techniques: NonNullable<AlertDraftInput["techniques"]>) {
  const known = new Map<string, (typeof techniques)[number]>();
  for (const technique of techniques.slice(0, 200)) {
    if (!isObject(technique) || !/^T\d{4}(\.\d{3})?$/.test(technique.id)) continue;
    known.set(technique.id, {
      id: technique.id,
      ...(typeof technique.name === "string" ? { name: techniqueName(technique.name) } : {}),
      ...(typeof technique.tactic === "string" ? { tactic: tacticName(technique.tactic) } : {}),
    });
  }
  return [...known.values()].slice(0, 20);
}

function boundEntities(entities: NonNullable<AlertDraftInput["entities"]>) {
  return entities
    .filter((entity) => isObject(entity) && typeof entity.key === "string" && entity.key.trim() !== "")
    .slice(0, 50)
    .map((entity) => ({
      ...entity,
      key: cleanLine(entity.key, 512),
      name: line(512)(entity.name),
      ...(Array.isArray(entity.aliases) ? { aliases: entity.aliases.slice(0, 20).map(line(512)) } : {}),
    }))
    .filter((entity) => entity.key !== "");
}

function boundObservables(observables: NonNullable<AlertDraftInput["observables"]>) {
  return observables
    .filter((observable) => isObject(observable) && typeof observable.value === "string")
    .slice(0, 200)
    .map((observable) => ({ type: observable.type, value: cleanLine(observable.value, 2048) }))
    .filter((observable) => observable.value !== "");
}

function isObject(value: unknown): boolean {
  return value !== null && typeof value === "object";
}
