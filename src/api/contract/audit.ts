import { z } from "zod";
import { moment, pageOf, pageQuery, word } from "./page.ts";

/** The number of an audit entry, as text: it may be greater than a reader's numbers go. */
const auditId = z.string().regex(/^[1-9]\d{0,17}$/, { error: "expected the id of an audit entry, a whole number" });

/** Who did what, to what, when. `index` is its place in the log; null for a moment, until all that comes before it is known. */
export const AuditEntry = z.object({
  id: auditId,
  at: z.iso.datetime(),
  actor: z.string(),
  action: z.string(),
  subjectType: z.string(),
  subjectId: z.string(),
  details: z.record(z.string(), z.unknown()),
  index: z.number().int().nullable(),
  /** What the subject is called now, with the capability where it is an effect or a containment; null for what is gone, or has no name but its id. */
  called: z.object({ capability: z.string().nullable(), name: z.string() }).nullable(),
});
export type AuditEntry = z.infer<typeof AuditEntry>;
export const AuditPage = pageOf(AuditEntry);

export const auditQuery = z.strictObject({
  actor: word.optional(),
  action: word.optional(),
  subjectType: word.optional(),
  subjectId: word.optional(),
  from: moment.optional(),
  to: moment.optional(),
  limit: pageQuery.limit,
  cursor: auditId.optional().meta({ description: pageQuery.cursor.description }),
});

export const auditExportQuery = z
  .strictObject({ from: moment.optional(), to: moment.optional() })
  .refine(({ from, to }) => from === undefined || to === undefined || Date.parse(from) < Date.parse(to), {
    path: ["to"],
    message: "expected a moment after from",
  });

export const auditParams = z.strictObject({ id: auditId });

/** Every hash in Base64. */
export const AuditProof = z.object({
  kind: z.literal("proof"),
  version: z.literal(1),
  origin: z.string(),
  keys: z.array(z.string()),
  index: z.number().int(),
  leafHash: z.string(),
  entry: z.record(z.string(), z.unknown()).nullable(),
  proof: z.array(z.string()),
  note: z.string(),
});
export type AuditProof = z.infer<typeof AuditProof>;

/** The name of the log and the keys that sign or have signed it, the one that signs first. */
export const AuditKeys = z.object({ origin: z.string(), keys: z.array(z.string()) });
export type AuditKeys = z.infer<typeof AuditKeys>;
