/**
 * The quick way through the schema of a draft: nearly every draft fits, and looking is ten times cheaper than parsing. What does not fit at
 * first sight is for the schema itself to judge, and to say what is wrong with it.
 */

import { type AlertDraft, type AlertDraftInput, ControlOutcome, type Technique } from "../model/alert.ts";
import type { EntityRef } from "../model/entity.ts";
import { OBSERVABLE_TYPES, type Observable } from "../model/observable.ts";
import { Disposition, Severity } from "../model/scale.ts";
import { ENTITY_TYPES } from "../model/words.ts";

const SEVERITIES: ReadonlySet<unknown> = new Set(Severity.options);
const OUTCOMES: ReadonlySet<unknown> = new Set(ControlOutcome.options);
const DISPOSITIONS: ReadonlySet<unknown> = new Set(Disposition.options);
const ENTITIES: ReadonlySet<unknown> = new Set(ENTITY_TYPES);
const OBSERVABLES: ReadonlySet<unknown> = new Set(OBSERVABLE_TYPES);

/** As the kit writes times, on a day that the month has in every year; other spellings of ISO 8601, and the 29th of February, are for the schema. */
const TIME =
  /^[12]\d{3}-(?:(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])|(?:0[13-9]|1[0-2])-(?:29|30)|(?:0[13578]|1[02])-31)T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3,9}(?:Z|[+-](?:0\d|1[0-4]):[0-5]\d)$/;
const TECHNIQUE = /^T\d{4}(?:\.\d{3})?$/;

/** What this looks at; a draft with anything else goes the long way. */
const KNOWN: ReadonlySet<string> = new Set(
  "uid title description severity severityRaw confidence time firstSeen lastSeen rule product categories techniques entities observables controlOutcome disposition resolved session link".split(
    " ",
  ),
);

/** The draft with its defaults, when it surely fits the schema; else null. Expects a bounded one, see `boundDraft`. */
export function fitDraft(draft: AlertDraftInput): AlertDraft | null {
  for (const key in draft) if (!KNOWN.has(key)) return null;
  const {
    description = "",
    severityRaw = "",
    session = "",
    categories = [],
    techniques = [],
    entities = [],
    observables = [],
  } = draft;
  if (!hasTexts(draft) || typeof description !== "string" || typeof severityRaw !== "string") return null;
  if (typeof session !== "string") return null;
  if (!hasScales(draft) || !hasTimes(draft) || !hasLists(categories, techniques, entities, observables)) return null;
  const { uid, title, severity, time, rule, product, confidence, firstSeen, lastSeen, link } = draft;
  const { controlOutcome = "unknown", disposition = "unknown", resolved = false } = draft;
  const fit = { uid, title, description, severity, severityRaw, time, rule, product, categories, techniques };
  return {
    ...fit,
    entities: entities as EntityRef[],
    observables,
    controlOutcome,
    disposition,
    resolved,
    session,
    ...(confidence === undefined ? {} : { confidence }),
    ...(firstSeen === undefined ? {} : { firstSeen }),
    ...(lastSeen === undefined ? {} : { lastSeen }),
    ...(link === undefined ? {} : { link }),
  };
}

function hasTexts({ uid, title, rule, product, link }: AlertDraftInput): boolean {
  return (
    isFilled(uid, 512) &&
    isFilled(title, 500) &&
    isText(rule?.id) &&
    isText(rule.name) &&
    isText(product?.name) &&
    isText(product.vendor) &&
    (link === undefined || isText(link))
  );
}

function hasScales({ severity, controlOutcome, disposition, resolved, confidence }: AlertDraftInput): boolean {
  return (
    SEVERITIES.has(severity) &&
    (controlOutcome === undefined || OUTCOMES.has(controlOutcome)) &&
    (disposition === undefined || DISPOSITIONS.has(disposition)) &&
    (resolved === undefined || typeof resolved === "boolean") &&
    (confidence === undefined || (typeof confidence === "number" && confidence >= 0 && confidence <= 100))
  );
}

function hasTimes({ time, firstSeen, lastSeen }: AlertDraftInput): boolean {
  return isTime(time) && (firstSeen === undefined || isTime(firstSeen)) && (lastSeen === undefined || isTime(lastSeen));
}

function hasLists(...[categories, techniques, entities, observables]: unknown[]): boolean {
  return (
    Array.isArray(categories) &&
    categories.every(isText) &&
    Array.isArray(techniques) &&
    techniques.every(isTechnique) &&
    Array.isArray(entities) &&
    entities.every(isEntity) &&
    Array.isArray(observables) &&
    observables.every(isObservable)
  );
}

function isText(value: unknown): boolean {
  return typeof value === "string";
}

function isFilled(value: unknown, max: number): boolean {
  return typeof value === "string" && value !== "" && value.length <= max;
}

function isTime(value: unknown): boolean {
  return typeof value === "string" && TIME.test(value);
}

function isTechnique({ id, name, tactic }: Technique): boolean {
  return TECHNIQUE.test(id) && (name === undefined || isText(name)) && (tactic === undefined || isText(tactic));
}

function isEntity({ type, key, name, role, aliases }: EntityRef): boolean {
  return (
    ENTITIES.has(type) &&
    isFilled(key, 512) &&
    isText(name) &&
    (role === "affected" || role === "actor") &&
    Array.isArray(aliases) &&
    aliases.every(isText)
  );
}

function isObservable({ type, value }: Observable): boolean {
  return OBSERVABLES.has(type) && isFilled(value, 2048);
}
