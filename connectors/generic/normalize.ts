/** Any JSON as an alert, by a mapping written in the connection's settings. */
import type { Source } from "../../src/connector/connector.ts";
import { type DraftEntity, entity, observables } from "../../src/connector/raw-entities.ts";
import { asText, missing } from "../../src/connector/raw-fields.ts";
import { isoTime } from "../../src/connector/raw-time.ts";
import { InputError } from "../../src/errors.ts";
import { type AlertDraftInput, ControlOutcome } from "../../src/model/alert.ts";
import { Disposition, Severity } from "../../src/model/scale.ts";
import { type CompiledField, type CompiledMapping, type CompiledScale, compileSettings } from "./compile-mapping.ts";
import { readPath } from "./read-path.ts";
import type { GenericSettings } from "./settings.ts";
import { checkSignature } from "./verify.ts";

export const genericSource: Source<GenericSettings> = {
  split(document, settings) {
    const { items } = compileSettings(settings);
    const found = items === undefined ? document : readPath(document, items);
    return Array.isArray(found) ? found : [found ?? document];
  },

  normalize(raw, settings): AlertDraftInput | null {
    const { mapping, only } = compileSettings(settings);
    if (only !== undefined && !only.words.has(asText(readPath(raw, only.path)))) return null;
    return readDraft(raw, mapping);
  },

  verify: { secret: "signingSecret", check: checkSignature },
};

function readDraft(raw: unknown, mapping: CompiledMapping): AlertDraftInput {
  const confidence = numberOf(fieldValue(raw, mapping.confidence));
  const firstSeen = isoTime(fieldValue(raw, mapping.firstSeen));
  const lastSeen = isoTime(fieldValue(raw, mapping.lastSeen));
  const link = textOf(raw, mapping.link);
  const title = requiredText(raw, mapping.title, "title");
  return {
    uid: requiredText(raw, mapping.uid, "uid"),
    title,
    description: textOf(raw, mapping.description),
    severity: scaleOf(raw, mapping.severity, Severity, "unknown"),
    severityRaw: mapping.severity?.path === undefined ? "" : asText(readPath(raw, mapping.severity.path)),
    ...(confidence === undefined ? {} : { confidence }),
    time: requiredTime(raw, mapping.time),
    ...(firstSeen === undefined ? {} : { firstSeen }),
    ...(lastSeen === undefined ? {} : { lastSeen }),
    rule: { id: textOf(raw, mapping.ruleId) || title, name: textOf(raw, mapping.ruleName) || title },
    product: { name: textOf(raw, mapping.productName) || "Generic", vendor: textOf(raw, mapping.productVendor) },
    categories: mapping.categories.flatMap((field) => textsOf(raw, field)),
    techniques: mapping.techniques.flatMap((field) => textsOf(raw, field)).flatMap(techniqueIds),
    entities: mapping.entities.flatMap((mapped) => entitiesOf(raw, mapped)),
    observables: mapping.observables.flatMap(({ type, path }) => observables(type, ...scalars(readPath(raw, path)))),
    controlOutcome: scaleOf(raw, mapping.controlOutcome, ControlOutcome, "unknown"),
    disposition: scaleOf(raw, mapping.disposition, Disposition, "unknown"),
    resolved: mapping.resolved?.words.has(asText(readPath(raw, mapping.resolved.path))) ?? false,
    ...(link === "" ? {} : { link }),
  };
}

/** One entity a value; names and aliases are only taken when the path holds one value, because lists need not run in step. */
function entitiesOf(raw: unknown, mapped: CompiledMapping["entities"][number]): DraftEntity[] {
  const keys = scalars(readPath(raw, mapped.path));
  if (keys.length !== 1) return keys.flatMap((key) => entity(mapped.role, mapped.type, key));
  const name = mapped.name === undefined ? "" : asText(readPath(raw, mapped.name));
  const aliases = mapped.aliases.flatMap((path) => scalars(readPath(raw, path)));
  return entity(mapped.role, mapped.type, keys[0] ?? "", { name, aliases });
}

function fieldValue(raw: unknown, field: CompiledField | undefined): unknown {
  if (field === undefined) return undefined;
  const found = field.path === undefined ? undefined : readPath(raw, field.path);
  return found === undefined || found === null || found === "" ? field.fallback : found;
}

function textOf(raw: unknown, field: CompiledField | undefined): string {
  return asText(fieldValue(raw, field));
}

function textsOf(raw: unknown, field: CompiledField): string[] {
  return scalars(fieldValue(raw, field));
}

function scalars(value: unknown): string[] {
  return (Array.isArray(value) ? value.slice(0, 200) : [value]).map(asText).filter((text) => text !== "");
}

/** The source's word through the table, else as one of our own words, else the default: an unknown word is no reason to lose an alert. */
function scaleOf<T extends string>(
  raw: unknown,
  scale: CompiledScale | undefined,
  words: { safeParse(value: unknown): { success: boolean; data?: T } },
  otherwise: T,
): T {
  if (scale === undefined) return otherwise;
  const word = scale.path === undefined ? "" : asText(readPath(raw, scale.path)).toLowerCase();
  const ours = scale.words.get(word) ?? (words.safeParse(word).success ? word : scale.fallback);
  return (ours ?? otherwise) as T;
}

function numberOf(value: unknown): number | undefined {
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  return typeof number === "number" && number >= 0 && number <= 100 ? number : undefined;
}

/** Ids in any text: `attack.t1110.003`, `T1110 - Brute Force`. */
function techniqueIds(text: string): { id: string }[] {
  return (text.slice(0, 500).match(/\bT\d{4}(?:\.\d{3})?\b/gi) ?? []).map((id) => ({ id: id.toUpperCase() }));
}

function requiredText(raw: unknown, field: CompiledField, name: string): string {
  const value = fieldValue(raw, field);
  const text = asText(value);
  if (text !== "") return text;
  throw missing(`$.${field.text}`, `text for "${name}" (the mapping takes it from here)`, value);
}

function requiredTime(raw: unknown, field: CompiledField): string {
  const value = fieldValue(raw, field);
  if (value === undefined)
    throw missing(`$.${field.text}`, 'a time for "time" (the mapping takes it from here)', value);
  const time = isoTime(value);
  if (time !== undefined) return time;
  throw new InputError("normalize.bad-time", `$.${field.text}: expected ISO 8601 or epoch seconds for "time"`, {
    details: { path: `$.${field.text}` },
  });
}
