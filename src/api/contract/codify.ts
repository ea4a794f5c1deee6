/** A runbook over the wire, and the draft of a playbook that it becomes; nothing of either is stored. */
import { z } from "zod";
import { Finding } from "./content.ts";

export const RunbookToCodify = z
  .strictObject({
    /** As the draft tells of it; its ending says what it is where `kind` does not. */
    file: z.string().min(1).max(500).default("runbook.md"),
    kind: z.enum(["markdown", "html", "docx", "pdf"]).optional(),
    /** Markdown or HTML as it is. */
    text: z.string().max(400_000).optional(),
    /** Any other file's bytes, in Base64. */
    base64: z.base64().max(7_000_000).optional(),
    /** Whom everything goes to that people do. */
    queue: z.string().min(1).max(100).default("soc"),
  })
  .refine(({ text, base64 }) => (text === undefined) !== (base64 === undefined), "expected either text or base64");
export type RunbookToCodify = z.input<typeof RunbookToCodify>;

const count = z.number().int();

export const CodifiedRunbook = z.object({
  name: z.string(),
  title: z.string(),
  source: z.string(),
  techniques: z.array(z.string()),
  /** The incident type in force that it may be for. */
  type: z.object({ id: z.string(), name: z.string(), because: z.string() }).nullable(),
  /** False where it is too large for one playbook, and all of it was given to people. */
  whole: z.boolean(),
  /** Every sentence is in one of the last four. */
  counts: z.object({ sentences: count, codified: count, handed: count, leftOut: count, nothing: count }),
  sentences: z.array(
    z.object({
      number: count,
      text: z.string(),
      spot: z.object({ unit: z.enum(["line", "page", "paragraph"]), number: count }),
      fate: z.enum(["codified", "handed", "left-out", "nothing"]),
      /** Ids of steps in the draft. */
      steps: z.array(z.string()),
      /** Why it is in no step. */
      reason: z.string().nullable(),
    }),
  ),
  /** What the draft's author has to fill in, so that nobody is asked there: by step, what is missing. */
  holes: z.array(z.object({ step: z.string(), what: z.string() })),
  findings: z.array(Finding),
});
export type CodifiedRunbook = z.infer<typeof CodifiedRunbook>;
