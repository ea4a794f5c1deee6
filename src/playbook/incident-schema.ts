/**
 * What playbooks are written against: the fields of `incident`, and of `current` where a run waits. Its shape has a version, and every version
 * there ever was lies beside this file; a test holds the newest to the code and the others to what they were.
 */
import { z } from "zod";
import { InputError } from "../errors.ts";
import { type FieldSchema, type Shape, shapeOfSchema } from "../expression/shape.ts";
import { hashOf } from "../ids.ts";
import { IncidentFacts } from "../model/incident.ts";
import first from "./incident-schema-1.json" with { type: "json" };
import second from "./incident-schema-2.json" with { type: "json" };
import { Observed } from "./observed.ts";

/** A type as JSON: its name, or what it is made of. */
export type FieldType =
  | "text"
  | "integer"
  | "number"
  | "boolean"
  | "moment"
  | "any"
  | { oneOf: string[] }
  | { list: FieldType }
  | { map: FieldType }
  | { fields: { [name: string]: FieldType } };

const Names = z.string().regex(/^[A-Za-z]\w{0,99}$/, "expected a field's name");
const FieldType: z.ZodType<FieldType> = z.lazy(() =>
  z.union([
    z.enum(["text", "integer", "number", "boolean", "moment", "any"]),
    z.strictObject({ oneOf: z.array(z.string().max(200)).min(1).max(200) }),
    z.strictObject({ list: FieldType }),
    z.strictObject({ map: FieldType }),
    z.strictObject({ fields: z.record(Names, FieldType) }),
  ]),
);

export const IncidentSchema = z.strictObject({
  version: z.number().int().min(1),
  incident: z.record(Names, FieldType),
  current: z.record(Names, FieldType),
});
export type IncidentSchema = z.infer<typeof IncidentSchema>;

/** All of them, the oldest first. */
export const INCIDENT_SCHEMAS: readonly IncidentSchema[] = [first as IncidentSchema, second as IncidentSchema];

/** The version that this Cordon's playbooks are checked against, and what names its shape. */
export function incidentSchemaVersion(): { version: number; hash: string } {
  const newest = INCIDENT_SCHEMAS.at(-1)!;
  return { version: newest.version, hash: hashOf(newest) };
}

/** One version. @throws InputError `schema.no-such-version`. */
export function incidentSchema(version: number): IncidentSchema {
  const found = INCIDENT_SCHEMAS.find((schema) => schema.version === version);
  if (found !== undefined) return found;
  const newest = incidentSchemaVersion().version;
  throw new InputError(
    "schema.no-such-version",
    `There is no version ${version} of the incident schema; expected 1 to ${newest}.`,
  );
}

/** The shape that the code has now, as the next version would be written. */
export function schemaOfCode(version: number): IncidentSchema {
  return { version, incident: fieldsOf(IncidentFacts), current: fieldsOf(Observed) };
}

/** Reads a schema that somebody proposes. Nests and is long within bounds. @throws InputError `schema.not-valid` with the place in it. */
export function parseIncidentSchema(text: string, file: string): IncidentSchema {
  const fault = (message: string) =>
    new InputError(
      "schema.not-valid",
      `${file} is no incident schema: ${message}; "cordon playbook schema show" writes one.`,
    );
  if (text.length > 200_000 || depthOf(text) > 20) throw fault("it is too long or nested too deep");
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw fault((error as Error).message);
  }
  const parsed = IncidentSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw fault(`${issue?.path.join(".") || "the whole"}: ${issue?.message ?? "not as expected"}`);
}

/** The types of fields as expressions are typed with them. */
export function shapesOf(fields: { [name: string]: FieldType }): Record<string, FieldSchema> {
  return Object.fromEntries(Object.entries(fields).map(([name, type]) => [name, shapeOf(type)]));
}

function fieldsOf(schema: z.ZodObject): { [name: string]: FieldType } {
  const type = typeOf(shapeOfSchema(schema, "schema", { next: (hint) => hint }));
  return typeof type === "object" && "fields" in type ? type.fields : {};
}

const WORDS = { int: "integer", double: "number", bool: "boolean", timestamp: "moment", dyn: "any" } as const;
const KINDS = { integer: "int", number: "double", boolean: "bool", moment: "timestamp", any: "dyn" } as const;

function typeOf(shape: Shape): FieldType {
  switch (shape.kind) {
    case "string":
      return shape.values === null ? "text" : { oneOf: [...shape.values] };
    case "list":
      return { list: typeOf(shape.item) };
    case "map":
      return { map: typeOf(shape.value) };
    case "object":
      return { fields: Object.fromEntries([...shape.fields].map(([name, field]) => [name, typeOf(field)])) };
    default:
      return WORDS[shape.kind];
  }
}

function shapeOf(type: FieldType): Shape {
  if (type === "text") return { kind: "string", values: null };
  if (typeof type === "string") return { kind: KINDS[type] };
  if ("oneOf" in type) return { kind: "string", values: type.oneOf };
  if ("list" in type) return { kind: "list", item: shapeOf(type.list) };
  if ("map" in type) return { kind: "map", value: shapeOf(type.map) };
  const fields = new Map(Object.entries(type.fields).map(([name, field]) => [name, shapeOf(field)]));
  return { kind: "object", name: "schema", fields, optional: new Set(), make: class {} as never };
}

/** How deep brackets nest, those in texts counted too. */
function depthOf(text: string): number {
  let depth = 0;
  let most = 0;
  for (const sign of text) {
    if (sign === "{" || sign === "[") most = Math.max(most, ++depth);
    else if (sign === "}" || sign === "]") depth -= 1;
  }
  return most;
}
