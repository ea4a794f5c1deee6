/** One raw alert through a mapping. Pure; bounded whatever the alert holds. */

import { InputError } from "../../errors.ts";
import { canonicalJson, sha256 } from "../../ids.ts";
import type { AlertDraftInput } from "../../model/alert.ts";
import { given, techniquesIn, UNKNOWN_PRODUCT } from "../draft-parts.ts";
import { entitiesOfLabels, observablesOfLabels, severityOfLabels, techniquesOfLabels } from "../labels.ts";
import { asText, isRaw, kindOf, missing, type Raw } from "../raw-fields.ts";
import type { Field } from "./field.ts";
import { alertsAt, type Path, readPath } from "./path.ts";
import type { CompiledMapping } from "./read-mapping.ts";
import { type Scope, scopeOf } from "./scope.ts";
import { textsOf } from "./things.ts";

/**
 * What the mapping reads of one alert; null where it says that this is none.
 * @throws InputError `normalize.missing-field` and `normalize.bad-time` naming the path of the title or time that is not there,
 * `mapping.too-costly` for an alert beyond every bound.
 */
export function draftByMapping(raw: unknown, mapping: CompiledMapping, receivedAt: Date): AlertDraftInput | null {
  const scope = scopeOf(raw, receivedAt);
  if (mapping.skip?.(scope) === true) return null;
  const title = required(mapping.title, "title", scope);
  const time = required(mapping.time, "time", scope);
  const rule = { id: mapping.rule.id?.read(scope) ?? title, name: mapping.rule.name?.read(scope) ?? title };
  const name = mapping.product.name?.read(scope) ?? UNKNOWN_PRODUCT;
  const labelled = mapping.labels === undefined ? undefined : readLabels(mapping.labels, scope);
  return {
    uid: mapping.uid === undefined ? `sha256:${sha256(canonicalJson(raw))}` : required(mapping.uid, "uid", scope),
    title,
    time,
    ...(severityOf(mapping, scope) ?? labelled?.severity ?? { severity: "unknown" }),
    rule,
    product: { name, vendor: mapping.product.vendor?.read(scope) ?? "" },
    ...given({
      description: mapping.description?.read(scope),
      confidence: mapping.confidence?.read(scope),
      firstSeen: mapping.firstSeen?.read(scope),
      lastSeen: mapping.lastSeen?.read(scope),
      link: mapping.link?.read(scope),
    }),
    categories: joined(mapping.categories, (value) => textsOf(value, scope)),
    techniques: [
      ...techniquesIn(...joined(mapping.techniques, (value) => textsOf(value, scope))),
      ...(labelled?.techniques ?? []),
    ],
    entities: [...joined(mapping.entities, (read) => read(scope)), ...(labelled?.entities ?? [])],
    observables: [...joined(mapping.observables, (read) => read(scope)), ...(labelled?.observables ?? [])],
    controlOutcome: mapping.controlOutcome?.read(scope) ?? "unknown",
    disposition: mapping.disposition?.read(scope) ?? "unknown",
    resolved: mapping.resolved?.(scope) ?? false,
  };
}

/** What each gives, one after the other: a loop, because nearly every alert comes by here. */
function joined<T, R>(all: readonly T[], give: (one: T) => readonly R[]): R[] {
  const found: R[] = [];
  for (const one of all) found.push(...give(one));
  return found;
}

/** The alerts of one message: what is at `items`, or the message itself. */
export function alertsIn(message: unknown, { items }: CompiledMapping): unknown[] {
  const found = items === undefined ? undefined : alertsAt(items, message);
  return found ?? (Array.isArray(message) ? message : [message]);
}

function severityOf(
  { severity }: CompiledMapping,
  scope: Scope,
): Pick<AlertDraftInput, "severity" | "severityRaw"> | undefined {
  if (severity === undefined) return undefined;
  return { severity: severity.read(scope) ?? "unknown", severityRaw: asText(severity.raw(scope)) };
}

/** What a map of labels says by the names in common use. */
function readLabels(path: Path, scope: Scope) {
  const [found] = readPath(path, scope);
  const labels: Raw = isRaw(found) ? found : {};
  return {
    severity: severityOfLabels(labels),
    entities: entitiesOfLabels(labels),
    observables: observablesOfLabels(labels),
    techniques: techniquesOfLabels(labels, {}),
  };
}

function required(field: Field<string>, name: string, scope: Scope): string {
  const found = field.read(scope);
  if (found !== undefined) return found;
  const path = `$.${field.text}`;
  const raw = field.raw(scope);
  if (name !== "time" || raw === undefined)
    throw missing(path, `${name === "time" ? "a time" : "text"} for "${name}" (the mapping takes it from here)`, raw);
  throw new InputError("normalize.bad-time", `${path}: expected a time for "time", found ${kindOf(raw)} that is none`, {
    details: { path },
  });
}
