/** What expressions may name: typed variables, made from the Zod schemas that the values are checked with anyway. */
import { Environment as CelEnvironment } from "@marcbachmann/cel-js";
import { z } from "zod";
import type { CompiledExpression } from "./compile.ts";
import type { Extension } from "./extension.ts";
import { registerFunctions } from "./functions.ts";
import { celType, type FieldSchema, type ObjectShape, objectShape, type Shape, shapeOfSchema } from "./shape.ts";

/** Bounds of one expression's text; CEL counts nodes and nesting while parsing. */
export const MAX_EXPRESSION_LENGTH = 2000;
const LIMITS = { maxAstNodes: 300, maxDepth: 40, maxListElements: 100, maxMapEntries: 50, maxCallArguments: 8 };

export interface Environment {
  readonly cel: CelEnvironment;
  readonly variables: ReadonlyMap<string, Shape>;
  /** Object shapes by CEL type name. */
  readonly objects: ReadonlyMap<string, ObjectShape>;
  /** What it offers beside the functions of all, by name. */
  readonly extensions: ReadonlyMap<string, Extension>;
  /** Compiled expressions by text; `compileExpression` keeps it. */
  readonly compiled: Map<string, CompiledExpression>;
}

/** A variable: one schema, or a namespace of schemas by name (`steps.<id>`). */
export type VariableSchema = z.ZodType | Readonly<Record<string, FieldSchema>>;

/** The environment in which exactly these variables exist. */
export function environmentOf(
  schemas: Readonly<Record<string, VariableSchema>>,
  extensions: readonly Extension[] = [],
): Environment {
  const cel = registerFunctions(new CelEnvironment({ limits: LIMITS }));
  for (const { signature, call } of extensions) cel.registerFunction(signature, call);
  const objects = new Map<string, ObjectShape>();
  let count = 0;
  const names = {
    next: (hint: string) => {
      count += 1;
      return `T${count}_${hint.replaceAll(/\W/g, "_")}`;
    },
  };
  const variables = new Map<string, Shape>();
  for (const [name, schema] of Object.entries(schemas)) {
    const shape = schema instanceof z.ZodType ? shapeOfSchema(schema, name, names) : objectShape(schema, name, names);
    registerShape(cel, shape, objects);
    cel.registerVariable(name, celType(shape));
    variables.set(name, shape);
  }
  const byName = new Map(extensions.map((each) => [each.name, each]));
  return { cel, variables, objects, extensions: byName, compiled: new Map() };
}

/** Inner shapes first: CEL wants a field's type to exist. */
function registerShape(cel: CelEnvironment, shape: Shape, objects: Map<string, ObjectShape>): void {
  if (shape.kind === "list") registerShape(cel, shape.item, objects);
  if (shape.kind === "map") registerShape(cel, shape.value, objects);
  if (shape.kind !== "object") return;
  const fields: Record<string, string> = {};
  for (const [name, field] of shape.fields) {
    registerShape(cel, field, objects);
    Object.defineProperty(fields, name, { value: celType(field), enumerable: true });
  }
  cel.registerType(shape.name, { ctor: shape.make, fields });
  objects.set(shape.name, shape);
}
