/** Entities and observables as a mapping writes them: one for each value, from the whole alert or from each item of a list. */

import { EntityRole, type EntityType } from "../../model/entity.ts";
import { OBSERVABLE_TYPES, type ObservableType } from "../../model/observable.ts";
import { ENTITY_TYPES } from "../../model/words.ts";
import { type DraftEntity, type DraftObservable, entity, observables } from "../raw-entities.ts";
import { asText } from "../raw-fields.ts";
import type { Part } from "./fault.ts";
import { type Field, readTextField, readTexts } from "./field.ts";
import { readPath } from "./path.ts";
import { readCondition } from "./read-condition.ts";
import { readItems, readKeys, readName } from "./read-part.ts";
import { readPathOf } from "./read-path.ts";
import type { CompiledValue } from "./read-value.ts";
import type { Scope } from "./scope.ts";

/** Reads things out of an alert. */
export type ReadThings<T> = (scope: Scope) => T[];

const INSTEAD = { path: 'where its value is, is called "from"', key: 'where its value is, is called "from"' };

/** Compiles one entry of `entities`. */
export function readEntity(part: Part): ReadThings<DraftEntity> | undefined {
  const allowed = ["type", "role", "from", "name", "aliases", "each", "when"];
  const keys = readKeys(part, { allowed, required: ["type", "from"], instead: INSTEAD });
  if (keys === undefined) return undefined;
  const type = readName<EntityType>(keys.get("type"), ENTITY_TYPES);
  const role = keys.has("role") ? readName(keys.get("role"), EntityRole.options) : "affected";
  const from = readTexts(keys.get("from")!);
  const name = readTextField(keys.get("name"));
  const aliases = readItems(keys.get("aliases"), 10).map(readTexts);
  if (type === undefined || role === undefined || from === undefined) return undefined;
  const parts = { type, role, from, name, aliases: aliases.filter((alias) => alias !== undefined) };
  return everywhere(keys, (scope) => entitiesAt(scope, parts));
}

interface EntityParts {
  type: EntityType;
  role: EntityRole;
  from: CompiledValue;
  name: Field<string> | undefined;
  aliases: CompiledValue[];
}

/** Names and aliases are only taken where there is one value, because lists need not run in step. */
function entitiesAt(scope: Scope, { type, role, from, name, aliases }: EntityParts): DraftEntity[] {
  const keys = textsOf(from, scope);
  const [only] = keys;
  if (only === undefined) return [];
  if (keys.length > 1) return keys.flatMap((key) => entity(role, type, key));
  const others = aliases.flatMap((alias) => textsOf(alias, scope));
  return entity(role, type, only, { name: name?.read(scope) ?? "", aliases: others });
}

/** Compiles one entry of `observables`. */
export function readObservable(part: Part): ReadThings<DraftObservable> | undefined {
  const keys = readKeys(part, {
    allowed: ["type", "from", "each", "when"],
    required: ["type", "from"],
    instead: INSTEAD,
  });
  if (keys === undefined) return undefined;
  const type = readName<ObservableType>(keys.get("type"), OBSERVABLE_TYPES);
  const from = readTexts(keys.get("from")!);
  if (type === undefined || from === undefined) return undefined;
  return everywhere(keys, (scope) => observables(type, ...textsOf(from, scope)));
}

/** The texts that a value finds. Loops, not flatMap, which is several times slower, and nearly every alert comes by here a dozen times. */
export function textsOf(value: CompiledValue, scope: Scope): string[] {
  const texts: string[] = [];
  for (const found of value.run(scope)) {
    const text = asText(found);
    if (text !== "") texts.push(text);
  }
  return texts;
}

/** Looks at the alert, or at each item of a list; only where the condition holds. */
function everywhere<T>(keys: Map<string, Part>, look: ReadThings<T>): ReadThings<T> | undefined {
  const [each, when] = [keys.get("each"), keys.get("when")];
  const path = each && readPathOf(each);
  const condition = when && readCondition(when);
  if ((each !== undefined && path === undefined) || (when !== undefined && condition === undefined)) return undefined;
  const holds: ReadThings<T> = condition === undefined ? look : (scope) => (condition(scope) ? look(scope) : []);
  return path === undefined ? holds : (scope) => readPath(path, scope).flatMap((item) => holds({ ...scope, item }));
}
