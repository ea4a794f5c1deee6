/** How any JSON is read as an alert: for each field of the draft a path, or a constant, or a path with a table of words. */
import { z } from "zod";
import { ControlOutcome } from "../../src/model/alert.ts";
import { EntityRole, EntityType } from "../../src/model/entity.ts";
import { ObservableType } from "../../src/model/observable.ts";
import { Disposition, Severity } from "../../src/model/scale.ts";
import { parsePath } from "./read-path.ts";

const PathText = z
  .string()
  .max(500)
  .refine((text) => parsePath(text) !== null, 'a path such as alert.rule.name, hosts[0].ip or ["key.with.dots"]');

const Constant = z.strictObject({ value: z.union([z.string().max(2000), z.number(), z.boolean()]) });
const FromPath = z.strictObject({
  path: PathText,
  default: z.union([z.string().max(2000), z.number(), z.boolean()]).optional(),
});
const Field = z.union([PathText, Constant, FromPath], {
  error: "expected a path, { value: … } for a constant, or { path: …, default: … }",
});

/** A field whose words are translated into one of our scales; words outside the table are read as the scale's own. */
function scaled<T extends z.ZodType<string>>(scale: T) {
  const mapped = z.strictObject({
    path: PathText,
    map: z.record(z.string().max(200), scale),
    default: scale.optional(),
  });
  return z.union([PathText, z.strictObject({ value: scale }), mapped], {
    error: "expected a path, { value: … } or { path: …, map: { theirWord: ourWord } }",
  });
}

const MappedEntity = z.strictObject({
  type: EntityType,
  path: PathText,
  role: EntityRole.default("affected"),
  name: PathText.optional(),
  aliases: z.array(PathText).max(10).default([]),
});

export const Mapping = z.strictObject({
  uid: Field,
  title: Field,
  description: Field.optional(),
  severity: scaled(Severity).optional(),
  confidence: Field.optional(),
  time: Field,
  firstSeen: Field.optional(),
  lastSeen: Field.optional(),
  rule: z.strictObject({ id: Field.optional(), name: Field.optional() }).default({}),
  product: z.strictObject({ name: Field.optional(), vendor: Field.optional() }).default({}),
  categories: z.array(Field).max(20).default([]),
  techniques: z.array(Field).max(20).default([]),
  entities: z.array(MappedEntity).max(50).default([]),
  observables: z
    .array(z.strictObject({ type: ObservableType, path: PathText }))
    .max(100)
    .default([]),
  controlOutcome: scaled(ControlOutcome).optional(),
  disposition: scaled(Disposition).optional(),
  resolved: z
    .union([PathText, z.strictObject({ path: PathText, equals: z.array(z.string().max(200)).min(1).max(20) })])
    .optional(),
  link: Field.optional(),
});
export type Mapping = z.output<typeof Mapping>;
export type MappedField = z.output<typeof Field>;

export const genericSettings = z.strictObject({
  items: PathText.optional()
    .describe("Where the array of alerts is, when a message holds several. Without it the message is the alert.")
    .meta({ title: "Path of the alerts" }),
  ignoreUnless: z
    .strictObject({ path: PathText, equals: z.array(z.string().max(200)).min(1).max(50) })
    .optional()
    .describe("Only messages where this path holds one of these words are alerts.")
    .meta({ title: "Only when" }),
  mapping: Mapping.describe("The fields of an alert, each with its path in the message.").meta({ title: "Mapping" }),
  signatureHeader: z
    .string()
    .regex(/^[A-Za-z0-9-]{1,100}$/, "a header name")
    .default("X-Signature-256")
    .describe("Header that holds the HMAC-SHA256 of the raw body in hex, with or without a prefix such as sha256=.")
    .meta({ title: "Signature header" }),
  timestampHeader: z
    .string()
    .regex(/^[A-Za-z0-9-]{1,100}$/, "a header name")
    .optional()
    .describe(
      "Header with the time of sending in epoch seconds; then `<time>.<body>` is what is signed, and older than five minutes is refused.",
    )
    .meta({ title: "Timestamp header" }),
});
export type GenericSettings = z.output<typeof genericSettings>;
