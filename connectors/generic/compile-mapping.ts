/** A mapping with its paths parsed once for each settings object, because it is read for every alert. */
import type { EntityRole, EntityType } from "../../src/model/entity.ts";
import type { ObservableType } from "../../src/model/observable.ts";
import { type Path, parsePath } from "./read-path.ts";
import { type GenericSettings, genericSettings, type MappedField, type Mapping } from "./settings.ts";

export interface CompiledField {
  path?: Path;
  /** The path as written, for messages. */
  text: string;
  fallback?: unknown;
}

export interface CompiledScale {
  path?: Path;
  /** Their word in lower case to ours. */
  words: ReadonlyMap<string, string>;
  fallback?: string;
}

interface CompiledWords {
  path: Path;
  words: ReadonlySet<string>;
}

export interface CompiledMapping {
  uid: CompiledField;
  title: CompiledField;
  description?: CompiledField;
  severity?: CompiledScale;
  confidence?: CompiledField;
  time: CompiledField;
  firstSeen?: CompiledField;
  lastSeen?: CompiledField;
  ruleId?: CompiledField;
  ruleName?: CompiledField;
  productName?: CompiledField;
  productVendor?: CompiledField;
  categories: CompiledField[];
  techniques: CompiledField[];
  entities: { type: EntityType; role: EntityRole; path: Path; name?: Path; aliases: Path[] }[];
  observables: { type: ObservableType; path: Path }[];
  controlOutcome?: CompiledScale;
  disposition?: CompiledScale;
  resolved?: CompiledWords;
  link?: CompiledField;
}

interface Compiled {
  items?: Path;
  only?: CompiledWords;
  mapping: CompiledMapping;
}

const compiled = new WeakMap<object, Compiled>();

/** The compiled form of settings, kept for as long as the settings object lives. */
export function compileSettings(settings: GenericSettings): Compiled {
  const known = compiled.get(settings);
  if (known !== undefined) return known;
  // Parsed again because a connection's stored settings may leave out what has a default.
  const full = genericSettings.parse(settings);
  const made: Compiled = {
    ...(full.items === undefined ? {} : { items: pathOf(full.items) }),
    ...(full.ignoreUnless === undefined ? {} : { only: wordsAt(full.ignoreUnless.path, full.ignoreUnless.equals) }),
    mapping: compileMapping(full.mapping),
  };
  compiled.set(settings, made);
  return made;
}

function compileMapping(mapping: Mapping): CompiledMapping {
  const { entities, observables, rule, product, resolved } = mapping;
  return {
    uid: fieldOf(mapping.uid),
    title: fieldOf(mapping.title),
    time: fieldOf(mapping.time),
    ...maybe("description", mapping.description),
    ...maybe("confidence", mapping.confidence),
    ...maybe("firstSeen", mapping.firstSeen),
    ...maybe("lastSeen", mapping.lastSeen),
    ...maybe("ruleId", rule.id),
    ...maybe("ruleName", rule.name),
    ...maybe("productName", product.name),
    ...maybe("productVendor", product.vendor),
    ...maybe("link", mapping.link),
    ...maybeScale("severity", mapping.severity),
    ...maybeScale("controlOutcome", mapping.controlOutcome),
    ...maybeScale("disposition", mapping.disposition),
    categories: mapping.categories.map(fieldOf),
    techniques: mapping.techniques.map(fieldOf),
    entities: entities.map(({ type, role, path, name, aliases }) => ({
      type,
      role,
      path: pathOf(path),
      ...(name === undefined ? {} : { name: pathOf(name) }),
      aliases: aliases.map(pathOf),
    })),
    observables: observables.map(({ type, path }) => ({ type, path: pathOf(path) })),
    ...(resolved === undefined ? {} : { resolved: resolvedOf(resolved) }),
  };
}

function resolvedOf(resolved: NonNullable<Mapping["resolved"]>): CompiledWords {
  return typeof resolved === "string" ? wordsAt(resolved, ["true"]) : wordsAt(resolved.path, resolved.equals);
}

function wordsAt(path: string, words: readonly string[]): CompiledWords {
  return { path: pathOf(path), words: new Set(words) };
}

function maybe<K extends string>(key: K, field: MappedField | undefined): Partial<Record<K, CompiledField>> {
  return field === undefined ? {} : ({ [key]: fieldOf(field) } as Record<K, CompiledField>);
}

function maybeScale<K extends string>(key: K, scale: Mapping["severity" | "controlOutcome" | "disposition"]) {
  return (scale === undefined ? {} : { [key]: scaleOf(scale) }) as Partial<Record<K, CompiledScale>>;
}

function fieldOf(field: MappedField): CompiledField {
  if (typeof field === "string") return { path: pathOf(field), text: field };
  if ("value" in field) return { text: "(constant)", fallback: field.value };
  return {
    path: pathOf(field.path),
    text: field.path,
    ...(field.default === undefined ? {} : { fallback: field.default }),
  };
}

function scaleOf(scale: NonNullable<Mapping["severity" | "controlOutcome" | "disposition"]>): CompiledScale {
  if (typeof scale === "string") return { path: pathOf(scale), words: new Map() };
  if ("value" in scale) return { words: new Map(), fallback: scale.value };
  const words = new Map(Object.entries(scale.map).map(([theirs, ours]) => [theirs.toLowerCase(), ours as string]));
  return { path: pathOf(scale.path), words, ...(scale.default === undefined ? {} : { fallback: scale.default }) };
}

/** Only called on paths that the settings schema has accepted. */
function pathOf(text: string): Path {
  return parsePath(text) ?? [];
}
