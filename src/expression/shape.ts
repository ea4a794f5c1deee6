/** What a Zod schema means to an expression: CEL's types, with the allowed values of enums and which fields may be absent. */
import type { z } from "zod";

/** Instances carry the values of one object shape to CEL; their class is how CEL knows the type. */
export type ShapeClass = new () => Record<string, unknown>;

export type Shape =
  | { kind: "string"; values: readonly string[] | null }
  | { kind: "int" | "double" | "bool" | "timestamp" | "dyn" }
  | { kind: "list"; item: Shape }
  | { kind: "map"; value: Shape }
  | ObjectShape;

export interface ObjectShape {
  kind: "object";
  name: string;
  fields: ReadonlyMap<string, Shape>;
  optional: ReadonlySet<string>;
  make: ShapeClass;
}

/** Gives every object shape its own type name. */
export interface ShapeNames {
  next(hint: string): string;
}

interface ZodView {
  def: Record<string, unknown> & { type: string };
}

/** The shape of a schema's output. What CEL has no type for (unions of kinds, null, unknown) is dynamic. */
export function shapeOfSchema(schema: z.ZodType, hint: string, names: ShapeNames): Shape {
  const view = schema as unknown as ZodView & {
    isInt?: boolean;
    options?: readonly string[];
    shape?: Record<string, z.ZodType>;
  };
  const inner = (key: string): z.ZodType => view.def[key] as z.ZodType;
  switch (view.def.type) {
    case "string":
      return { kind: "string", values: null };
    case "enum":
      return { kind: "string", values: [...(view.options ?? [])] };
    case "literal":
      return literalShape(view.def.values as readonly unknown[]);
    case "number":
      return { kind: view.isInt === true ? "int" : "double" };
    case "boolean":
      return { kind: "bool" };
    case "date":
      return { kind: "timestamp" };
    case "array":
      return { kind: "list", item: shapeOfSchema(inner("element"), `${hint}_item`, names) };
    case "record":
      return { kind: "map", value: shapeOfSchema(inner("valueType"), `${hint}_value`, names) };
    case "object":
      return objectShape(view.shape ?? {}, hint, names);
    case "optional":
    case "default":
    case "prefault":
    case "readonly":
    case "catch":
      return shapeOfSchema(inner("innerType"), hint, names);
    case "pipe":
      return shapeOfSchema(inner("out"), hint, names);
    case "union":
      return unionShape(view.def.options as readonly z.ZodType[], hint, names);
    default:
      return { kind: "dyn" };
  }
}

/** A field: what its values are checked with, or the shape that an expression was found to have. */
export type FieldSchema = z.ZodType | Shape;

/** An object of named schemas, each a field. */
export function objectShape(
  fields: Readonly<Record<string, FieldSchema>>,
  hint: string,
  names: ShapeNames,
): ObjectShape {
  const name = names.next(hint);
  const shapes = new Map<string, Shape>();
  const optional = new Set<string>();
  for (const [field, schema] of Object.entries(fields)) {
    if ("kind" in schema) {
      shapes.set(field, renamed(schema, `${hint}_${field}`, names));
      continue;
    }
    shapes.set(field, shapeOfSchema(schema, `${hint}_${field}`, names));
    if ((schema as unknown as ZodView).def.type === "optional") optional.add(field);
  }
  return { kind: "object", name, fields: shapes, optional, make: shapeClass() };
}

/** The same shape under names of its own: a type's name is known to one environment only. */
function renamed(shape: Shape, hint: string, names: ShapeNames): Shape {
  if (shape.kind === "list") return { kind: "list", item: renamed(shape.item, `${hint}_item`, names) };
  if (shape.kind === "map") return { kind: "map", value: renamed(shape.value, `${hint}_value`, names) };
  if (shape.kind !== "object") return shape;
  const fields = new Map([...shape.fields].map(([field, each]) => [field, renamed(each, `${hint}_${field}`, names)]));
  return { ...shape, name: names.next(hint), fields, make: shapeClass() };
}

/** CEL's name of the type. */
export function celType(shape: Shape): string {
  switch (shape.kind) {
    case "list":
      return `list<${celType(shape.item)}>`;
    case "map":
      return `map<string, ${celType(shape.value)}>`;
    case "object":
      return shape.name;
    case "timestamp":
      return "google.protobuf.Timestamp";
    default:
      return shape.kind;
  }
}

/** The type as a person would say it. */
export function shapeText(shape: Shape): string {
  switch (shape.kind) {
    case "string":
      return shape.values === null ? "text" : `one of ${shape.values.join(", ")}`;
    case "list":
      return `a list of ${shapeText(shape.item)}`;
    case "map":
      return `a map to ${shapeText(shape.value)}`;
    case "object":
      return `an object with ${[...shape.fields.keys()].join(", ") || "no fields"}`;
    case "int":
      return "a whole number";
    case "double":
      return "a number";
    case "bool":
      return "true or false";
    case "timestamp":
      return "a moment";
    case "dyn":
      return "any value";
  }
}

function literalShape(values: readonly unknown[]): Shape {
  if (values.every((value) => typeof value === "string")) return { kind: "string", values: values as string[] };
  if (values.every((value) => typeof value === "boolean")) return { kind: "bool" };
  return values.every((value) => Number.isInteger(value)) ? { kind: "int" } : { kind: "dyn" };
}

function unionShape(options: readonly z.ZodType[], hint: string, names: ShapeNames): Shape {
  const shapes = options.map((option) => shapeOfSchema(option, hint, names));
  const kinds = new Set(shapes.map((shape) => shape.kind));
  const [kind] = kinds;
  if (kinds.size !== 1 || kind === undefined) return { kind: "dyn" };
  if (kind === "string") {
    const values = shapes.map((shape) => (shape.kind === "string" ? shape.values : null));
    return { kind: "string", values: values.includes(null) ? null : values.flatMap((list) => list ?? []) };
  }
  return kind === "int" || kind === "double" || kind === "bool" ? { kind } : { kind: "dyn" };
}

function shapeClass(): ShapeClass {
  return class {} as ShapeClass;
}
