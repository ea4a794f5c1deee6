/** How two versions of the incident schema differ, in words. */
import type { FieldType, IncidentSchema } from "./incident-schema.ts";

export interface SchemaChange {
  kind: "added" | "removed" | "changed";
  /** `incident.entity.tags`. */
  path: string;
  text: string;
}

type Fields = { [name: string]: FieldType };

/** What was removed or is of another type stands before what was added: it breaks playbooks. */
export function diffSchemas(from: IncidentSchema, to: IncidentSchema): SchemaChange[] {
  const changes = [
    ...diffFields("incident", from.incident, to.incident),
    ...diffFields("current", from.current, to.current),
  ];
  const order = { removed: 0, changed: 1, added: 2 };
  return changes.sort((a, b) => order[a.kind] - order[b.kind]);
}

function diffFields(at: string, from: Fields, to: Fields): SchemaChange[] {
  const names = [...new Set([...Object.keys(from), ...Object.keys(to)])];
  return names.flatMap((name): SchemaChange[] => {
    const path = `${at}.${name}`;
    const [before, after] = [from[name], to[name]];
    if (before === undefined) return [{ kind: "added", path, text: `${path} is new: ${typeText(after!)}` }];
    if (after === undefined) return [{ kind: "removed", path, text: `${path} is gone; it was ${typeText(before)}` }];
    return diffTypes(path, before, after);
  });
}

function diffTypes(path: string, from: FieldType, to: FieldType): SchemaChange[] {
  if (typeof from === "object" && typeof to === "object") {
    if ("fields" in from && "fields" in to) return diffFields(path, from.fields, to.fields);
    if ("list" in from && "list" in to) return diffTypes(`${path}[]`, from.list, to.list);
    if ("map" in from && "map" in to) return diffTypes(`${path}[]`, from.map, to.map);
    if ("oneOf" in from && "oneOf" in to) return diffValues(path, from.oneOf, to.oneOf);
  }
  if (JSON.stringify(from) === JSON.stringify(to)) return [];
  return [{ kind: "changed", path, text: `${path} is ${typeText(to)}; it was ${typeText(from)}` }];
}

function diffValues(path: string, from: readonly string[], to: readonly string[]): SchemaChange[] {
  const gone = from.filter((value) => !to.includes(value));
  const added = to.filter((value) => !from.includes(value));
  const said = [
    ...(gone.length > 0 ? [`no longer ${gone.join(", ")}`] : []),
    ...(added.length > 0 ? [`also ${added.join(", ")}`] : []),
  ];
  return said.length === 0 ? [] : [{ kind: "changed", path, text: `${path} can be ${said.join(", and ")}` }];
}

function typeText(type: FieldType): string {
  if (typeof type === "string") return type;
  if ("oneOf" in type) return `one of ${type.oneOf.join(", ")}`;
  if ("list" in type) return `a list of ${typeText(type.list)}`;
  if ("map" in type) return `a map to ${typeText(type.map)}`;
  return `an object with ${Object.keys(type.fields).join(", ")}`;
}
