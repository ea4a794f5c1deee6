/**
 * An alert of a product never seen, read by the names, shapes and values of its fields. Pure and total; each field comes with how sure it is.
 */
import { canonicalJson, sha256 } from "../../ids.ts";
import type { AlertDraftInput, Inferred } from "../../model/alert.ts";
import { UNKNOWN_PRODUCT } from "../draft-parts.ts";
import type { Leaf } from "./leaves.ts";
import { leavesOf } from "./leaves.ts";
import { looseTime } from "./loose-time.ts";
import * as names from "./names.ts";
import { type GuessedSeverity, severityOfNumber, severityOfWord } from "./scale.ts";
import { shapeOf, techniquesIn } from "./shapes.ts";
import { thingsIn } from "./things.ts";

interface Found<T> {
  value: T;
  path: string;
  confidence: number;
}

/** Reads one JSON object. `receivedAt` stands in where the message has no time, or a time without a year. */
export function inferDraft(document: unknown, receivedAt: Date): AlertDraftInput {
  const leaves = leavesOf(document);
  const inferred: Inferred = {};
  const take = <T>(field: string, found: Found<T> | undefined): T | undefined => {
    if (found === undefined) return undefined;
    inferred[field] = { path: found.path, confidence: Math.round(found.confidence * 100) / 100 };
    return found.value;
  };
  const time = take("time", bestTime(leaves, names.TIME, receivedAt));
  const firstSeen = take("firstSeen", bestTime(leaves, names.FIRST_SEEN, receivedAt));
  const lastSeen = take("lastSeen", bestTime(leaves, names.LAST_SEEN, receivedAt));
  const title = take("title", bestText(leaves, names.TITLE, isTitle, 300));
  const severity = take("severity", bestSeverity(leaves));
  const ruleId = take(
    "rule.id",
    bestText(leaves, names.RULE_ID, (text) => text.length <= 200, 300),
  );
  const ruleName = take("rule.name", bestText(leaves, names.RULE_NAME, isTitle, 300));
  const uid = take("uid", bestText(leaves, names.UID, isUnique, 512));
  const product = take("product", bestText(leaves, names.PRODUCT, isTitle, 100));
  const vendor = take("vendor", bestText(leaves, names.VENDOR, isTitle, 100));
  const description = take(
    "description",
    bestText(leaves, names.DESCRIPTION, (text) => text !== title && text.includes(" "), 8_000),
  );
  const link = take("link", linkIn(leaves));
  const confidence = take("confidence", confidenceIn(leaves));
  const controlOutcome = take("controlOutcome", outcomeIn(leaves));
  const things = thingsIn(leaves);
  if (things.entities.length > 0) inferred.entities = { confidence: things.confidence };
  if (things.observables.length > 0) inferred.observables = { confidence: 0.9 };
  return {
    uid: uid ?? `sha256:${sha256(canonicalJson(document))}`,
    title: title ?? ruleName ?? "Alert without a title",
    description: description ?? "",
    severity: severity?.severity ?? "unknown",
    severityRaw: severity?.raw ?? "",
    time: time ?? receivedAt.toISOString(),
    ...(firstSeen === undefined ? {} : { firstSeen }),
    ...(lastSeen === undefined ? {} : { lastSeen }),
    rule: { id: ruleId ?? ruleName ?? title ?? "", name: ruleName ?? title ?? ruleId ?? "" },
    product: { name: product ?? vendor ?? UNKNOWN_PRODUCT, vendor: vendor ?? "" },
    categories: categoriesOf(leaves),
    techniques: techniquesOf(leaves),
    entities: things.entities,
    observables: things.observables,
    ...(confidence === undefined ? {} : { confidence }),
    controlOutcome: controlOutcome ?? "unknown",
    resolved: isResolved(leaves),
    ...(link === undefined ? {} : { link }),
    inferred,
  };
}

/** The leaf that says most, among those `read` can make something of. */
function best<T>(
  leaves: readonly Leaf[],
  table: names.NameTable,
  read: (leaf: Leaf) => { value: T; weight: number } | undefined,
): Found<T> | undefined {
  let found: Found<T> | undefined;
  for (const leaf of leaves) {
    const name = names.nameScore(table, leaf);
    if (name === 0 || (found !== undefined && name <= found.confidence)) continue;
    const value = read(leaf);
    if (value === undefined) continue;
    const confidence = name * value.weight;
    if (found === undefined || confidence > found.confidence)
      found = { value: value.value, path: leaf.path, confidence };
  }
  return found;
}

function bestTime(leaves: readonly Leaf[], table: names.NameTable, receivedAt: Date): Found<string> | undefined {
  return best(leaves, table, ({ value, text }) => {
    if (typeof value === "number" && value < 1e9) return undefined;
    const time = looseTime(typeof value === "number" ? value : text, receivedAt);
    return time === undefined ? undefined : { value: time, weight: 1 };
  });
}

function bestText(
  leaves: readonly Leaf[],
  table: names.NameTable,
  fits: (text: string) => boolean,
  max: number,
): Found<string> | undefined {
  return best(leaves, table, ({ text }) => (fits(text) ? { value: text.slice(0, max), weight: 1 } : undefined));
}

/** Words of people, not a number, an address or a digest. */
function isTitle(text: string): boolean {
  return text.length >= 2 && /\p{L}{2}/u.test(text) && (text.includes(" ") || shapeOf(text) === undefined);
}

/** Long enough to name one alert: the number of a kind of event is shorter. */
function isUnique(text: string): boolean {
  return text.length >= 6 && text.length <= 512 && /\d/.test(text) && !text.includes(" ");
}

const RANK = new Set(["priority", "prio", "urgency", "rank"]);
const LEVEL = new Set(["level", "lvl"]);

/** Words that say how grave something is whatever their field is called, and under these names something else. */
const PLAIN_WORD = /^(?:critical|high|medium|low|informational)$/i;
const OTHER_SCALES = new Set([
  "confidence",
  "likelihood",
  "fidelity",
  "complexity",
  "availability",
  "integrity",
  "confidentiality",
  "effort",
]);

function bestSeverity(leaves: readonly Leaf[]): Found<GuessedSeverity & { raw: string }> | undefined {
  return namedSeverity(leaves) ?? sayingSeverity(leaves);
}

/** By its word alone, where there is one such field and no other to contradict it. */
function sayingSeverity(leaves: readonly Leaf[]): Found<GuessedSeverity & { raw: string }> | undefined {
  const [only, ...others] = leaves.filter(
    ({ text, words, around }) => PLAIN_WORD.test(text) && ![...words, ...around].some((word) => OTHER_SCALES.has(word)),
  );
  if (only === undefined || others.some(({ text }) => text.toLowerCase() !== only.text.toLowerCase())) return undefined;
  return { value: { ...severityOfWord(only.text)!, raw: only.text }, path: only.path, confidence: 0.4 };
}

function namedSeverity(leaves: readonly Leaf[]): Found<GuessedSeverity & { raw: string }> | undefined {
  return best(leaves, names.SEVERITY, ({ value, text, words, around }) => {
    const last = words.at(-1) ?? "";
    const kind = RANK.has(last) ? "rank" : LEVEL.has(last) && !around.includes("log") ? "level" : "score";
    const number = typeof value === "number" || /^\d{1,3}(?:\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
    const guess = Number.isNaN(number) ? severityOfWord(text) : severityOfNumber(number, kind);
    return guess === undefined ? undefined : { value: { ...guess, raw: text.slice(0, 100) }, weight: guess.confidence };
  });
}

function categoriesOf(leaves: readonly Leaf[]): string[] {
  const found = leaves.filter((leaf) => names.nameScore(names.CATEGORY, leaf) >= 0.4 && leaf.text.length <= 200);
  return [...new Set(found.map(({ text }) => text))].filter((text) => /\p{L}/u.test(text)).slice(0, 20);
}

function techniquesOf(leaves: readonly Leaf[]): { id: string }[] {
  const ids = leaves
    .filter(
      ({ text, words, around }) =>
        text.length <= 500 && [...words, ...around].some((word) => names.TECHNIQUES.has(word)),
    )
    .flatMap(({ text }) => techniquesIn(text));
  return [...new Set(ids)].slice(0, 20).map((id) => ({ id }));
}

function confidenceIn(leaves: readonly Leaf[]): Found<number> | undefined {
  const WORDS: Record<string, number> = { low: 25, medium: 50, high: 90 };
  return best(leaves, names.CONFIDENCE, ({ text }) => {
    const number = WORDS[text.toLowerCase()] ?? Number(text);
    return number >= 0 && number <= 100
      ? { value: number > 0 && number < 1 ? number * 100 : number, weight: 1 }
      : undefined;
  });
}

const OUTCOMES: readonly (readonly [RegExp, NonNullable<AlertDraftInput["controlOutcome"]>])[] = [
  [
    /^(?:block(?:ed)?|den(?:y|ied)|drop(?:ped)?|reject(?:ed)?|prevent(?:ed)?|reset(?:-\w+)?|refused|killed|terminated)$/i,
    "blocked",
  ],
  [/^(?:quarantined?|isolated|cleaned|removed|deleted|remediated|mitigated)$/i, "quarantined"],
  [/^(?:allow(?:ed)?|permit(?:ted)?|accept(?:ed)?|pass(?:ed|through)?)$/i, "allowed"],
  [/^(?:detect(?:ed)?|alert(?:ed)?|monitor(?:ed)?|log(?:ged)?|not.?mitigated)$/i, "detected"],
];

function outcomeIn(leaves: readonly Leaf[]): Found<NonNullable<AlertDraftInput["controlOutcome"]>> | undefined {
  return best(leaves, names.OUTCOME, ({ text }) => {
    const outcome = text.length > 30 ? undefined : OUTCOMES.find(([pattern]) => pattern.test(text))?.[1];
    return outcome === undefined ? undefined : { value: outcome, weight: 1 };
  });
}

function isResolved(leaves: readonly Leaf[]): boolean {
  const found = best(leaves, names.STATUS, ({ text }) => (text.length > 30 ? undefined : { value: text, weight: 1 }));
  return /^(?:resolved|closed|fixed|archived|ok|normal|recovered)$/i.test(found?.value ?? "");
}

function linkIn(leaves: readonly Leaf[]): Found<string> | undefined {
  const found = best(leaves, names.LINK, ({ text, around }) =>
    shapeOf(text) === "url" && around.length < 3 ? { value: text, weight: 1 } : undefined,
  );
  return found === undefined || found.confidence < 0.35 ? undefined : found;
}
