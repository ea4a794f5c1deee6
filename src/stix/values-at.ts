/** The values that an object path leads to. */
import type { ObjectPath, PathStep } from "./ast.ts";
import type { Budget } from "./budget.ts";
import { isObject, type Observation, type StixObject } from "./observation.ts";

/**
 * Every value at the path from one object; none when a step cannot be taken. Bytes for properties that end in `_hex` and `_bin`; the objects
 * referred to for those in `_ref` and `_refs`. A value reached twice counts once, so references in circles do not multiply.
 */
export function valuesAt(path: ObjectPath, from: StixObject, observation: Observation, budget: Budget): unknown[] {
  let reached: unknown[] = [from];
  for (const step of path.steps) {
    const next = new Set<unknown>();
    for (const value of reached) {
      const found = step.kind === "any" ? itemsOf(value) : one(value, step);
      budget.step(found.length + 1);
      for (const each of found) next.add(step.kind === "key" ? typed(step.key, each, observation, budget) : each);
    }
    next.delete(undefined);
    reached = [...next];
  }
  return reached;
}

function itemsOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  // STIX 2.1 leaves open what [*] means on a dictionary; the grammar's own examples use it on hashes.
  return isObject(value) ? Object.values(value) : [];
}

function one(value: unknown, step: Exclude<PathStep, { kind: "any" }>): readonly unknown[] {
  if (step.kind === "index") return Array.isArray(value) && step.index < value.length ? [value[step.index]] : [];
  return isObject(value) && Object.hasOwn(value, step.key) ? [value[step.key]] : [];
}

/** What the name of a property says of its value (STIX 2.1, sections 2.2, 2.7 and 3.1). What is not of that kind stays as it is. */
function typed(key: string, value: unknown, { byId }: Observation, budget: Budget): unknown {
  if (key.endsWith("_ref")) return typeof value === "string" ? byId.get(value) : undefined;
  if (key.endsWith("_refs")) {
    if (!Array.isArray(value)) return undefined;
    budget.step(value.length);
    return value.flatMap((id) => (typeof id === "string" ? (byId.get(id) ?? []) : []));
  }
  if (typeof value !== "string" || !(key.endsWith("_hex") || key.endsWith("_bin"))) return value;
  budget.read(value.length);
  if (key.endsWith("_hex"))
    return /^(?:[0-9a-fA-F]{2})*$/.test(value) ? new Uint8Array(Buffer.from(value, "hex")) : value;
  return /^[A-Za-z0-9+/]*={0,2}$/.test(value) ? new Uint8Array(Buffer.from(value, "base64")) : value;
}
