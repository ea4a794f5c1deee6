/** What else another incident schema would break: conditions of the taxonomy and of suppressions, filters of saved views, and policies. */
import { isCordonError } from "../errors.ts";
import { compileExpression } from "../expression/compile.ts";
import { type Environment, environmentOf } from "../expression/environment.ts";
import { filterEnvironment } from "../expression/filter.ts";
import { compileCondition } from "../taxonomy/conditions.ts";
import {
  type FieldType,
  type IncidentSchema,
  incidentSchema,
  incidentSchemaVersion,
  shapesOf,
} from "./incident-schema.ts";

/** A text that names fields of the incident, and what people call it. */
export interface Naming {
  what: "taxonomy" | "suppression" | "view" | "policy";
  name: string;
  text: string;
}

export interface BrokenText {
  what: Naming["what"];
  name: string;
  /** Within the text, from 1. */
  line: number;
  column: number;
  message: string;
}

/** Those of the texts that hold today and would not any longer. */
export function brokenTexts(schema: IncidentSchema, texts: readonly Naming[]): BrokenText[] {
  const today = incidentSchema(incidentSchemaVersion().version);
  const [now, then] = [environmentFor(today), environmentFor(schema)];
  return texts.flatMap((naming) => {
    if (naming.what === "policy") return brokenPolicy(today, schema, naming);
    if (naming.what === "view") return brokenFilter(today, schema, naming);
    if (faultOf(naming.text, now) !== null) return [];
    const fault = faultOf(naming.text, then);
    return fault === null ? [] : [{ what: naming.what, name: naming.name, ...fault }];
  });
}

/** Every condition in a taxonomy as it is stored, by its path in it: those of types, of correlation and of what is known to be harmless. */
export function conditionsIn(content: unknown, path = ""): Naming[] {
  if (typeof content !== "object" || content === null) return [];
  return Object.entries(content).flatMap(([key, value]) => {
    const name = Array.isArray(content) ? `${path}[${labelOf(value) ?? key}]` : path === "" ? key : `${path}.${key}`;
    const own: Naming[] = key === "when" && typeof value === "string" ? [{ what: "taxonomy", name, text: value }] : [];
    return [...own, ...conditionsIn(value, name)];
  });
}

function labelOf(value: unknown): string | undefined {
  const id = (value as { id?: unknown } | null)?.id;
  return typeof id === "string" ? id : undefined;
}

function environmentFor(schema: IncidentSchema): Environment {
  return environmentOf({ incident: shapesOf(schema.incident) });
}

function faultOf(text: string, environment: Environment): Pick<BrokenText, "line" | "column" | "message"> | null {
  try {
    compileCondition(text, environment);
    return null;
  } catch (error) {
    if (!isCordonError(error)) throw error;
    const { line = 1, column = 1 } = (error.details ?? {}) as { line?: number; column?: number };
    return { line, column, message: error.message };
  }
}

/** Records have the fields of the facts under the same names; a filter breaks with the field. */
function brokenFilter(today: IncidentSchema, then: IncidentSchema, { what, name, text }: Naming): BrokenText[] {
  const environment = filterEnvironment("incidents");
  let paths: readonly (readonly string[])[];
  try {
    paths = compileExpression(text, environment).references;
  } catch (error) {
    // One that holds no longer, or of alerts alone, names nothing of the incident.
    if (isCordonError(error)) return [];
    throw error;
  }
  return paths.flatMap((path) => {
    const change = changeOf(today, then, path);
    const at = text.indexOf(path.join("."));
    return change === null ? [] : [{ what, name, line: 1, column: Math.max(0, at) + 1, message: change }];
  });
}

/** The field of the incident that a policy's context is made of. */
const CONTEXT: Readonly<Record<string, string>> = {
  incidentType: "type",
  incidentClass: "type",
  severity: "severity",
  severityId: "severityId",
  priority: "priority",
  confidence: "confidence",
};

function brokenPolicy(today: IncidentSchema, then: IncidentSchema, { what, name, text }: Naming): BrokenText[] {
  return text.split("\n").flatMap((line, index) =>
    [...line.replace(/\/\/.*/, "").matchAll(/\bcontext\.(\w+)/g)].flatMap((found) => {
      const field = CONTEXT[found[1] ?? ""];
      const change = field === undefined ? null : changeOf(today, then, [field], line);
      if (change === null) return [];
      return [{ what, name, line: index + 1, column: found.index + 1, message: `${found[0]}: ${change}` }];
    }),
  );
}

/** Null where the field stays as it is, or is no field of the incident. `written`: where values of it may be written out, if only that could break. */
function changeOf(
  today: IncidentSchema,
  then: IncidentSchema,
  path: readonly string[],
  written?: string,
): string | null {
  const [before, after] = [typeAt(today, path), typeAt(then, path)];
  if (before === undefined || JSON.stringify(before) === JSON.stringify(after)) return null;
  const name = `incident.${path.join(".")}`;
  if (after === undefined) return `${name} is gone`;
  if (typeof before !== "object" || typeof after !== "object" || !("oneOf" in before) || !("oneOf" in after))
    return `${name} is of another type`;
  const gone = before.oneOf.filter((value) => !after.oneOf.includes(value));
  const used = written === undefined ? gone : gone.filter((value) => written.includes(`"${value}"`));
  return used.length === 0 ? null : `${name} is never ${used.join(" or ")} any longer`;
}

function typeAt({ incident }: IncidentSchema, path: readonly string[]): FieldType | undefined {
  let type: FieldType | undefined = { fields: incident };
  for (const step of path) type = typeof type === "object" && "fields" in type ? type.fields[step] : undefined;
  return type;
}
