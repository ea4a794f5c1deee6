/** What an effect answers when a case does not say: it worked, and had nothing to tell. */
import type { ObjectSchema } from "../connector/capability.ts";
import { type Shape, shapeOfSchema } from "../expression/shape.ts";

/** An output of the schema's shape with nothing in it. */
export function blankOutput(schema: ObjectSchema): Record<string, unknown> {
  return blank(shapeOfSchema(schema, "output", { next: (hint) => hint })) as Record<string, unknown>;
}

function blank(shape: Shape): unknown {
  switch (shape.kind) {
    case "string":
      return shape.values?.[0] ?? "";
    case "int":
    case "double":
      return 0;
    case "bool":
      return false;
    case "list":
      return [];
    case "map":
      return {};
    case "dyn":
      return null;
    case "object":
      return Object.fromEntries([...shape.fields].map(([name, field]) => [name, blank(field)]));
  }
}
