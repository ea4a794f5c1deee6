import { z } from "zod";
import {
  Decision,
  DecisionKind,
  DecisionStatus,
  EVIDENCE_TYPES,
  SUBJECT_TYPES,
  Subject,
} from "../../model/decision.ts";
import { readReference } from "../../model/words.ts";
import { anyOf, moment, pageOf, pageQuery, word } from "./page.ts";
import { filterText } from "./query.ts";

export const DecisionPage = pageOf(Decision);

/** In a query: a reference such as `playbook:phishing-report` or `entity:user:ada@example.com`. */
const reference = z.string().max(700).transform(readReference);
const about = reference.pipe(z.object({ ...Subject.shape, type: z.enum(SUBJECT_TYPES) }));
const evidence = reference.pipe(z.object({ type: z.enum(EVIDENCE_TYPES), key: word }));

export const decisionQuery = z.strictObject({
  kind: anyOf(DecisionKind).optional(),
  status: anyOf(DecisionStatus).optional(),
  about: about.optional().meta({ description: "What it is about: playbook:phishing-report, entity:user:ada." }),
  evidence: evidence.optional().meta({ description: "What it rests on: incident:<id>, document:<address>." }),
  by: word.optional(),
  filter: filterText.optional(),
  q: word.optional().meta({ description: "Words that must begin words of it, all of them." }),
  /** Those that end within so many days or have ended, and that nobody renewed, revoked or superseded. */
  dueWithin: z.coerce.number().int().min(0).max(366).optional(),
  ...pageQuery,
});

const text = z.string().trim().min(1).max(10_000);
/** What is decided about what, why, on which evidence and until when. Accepting a risk ends some time. */
export const NewDecision = z
  .strictObject({
    kind: DecisionKind.exclude(["autonomy"]),
    what: text,
    why: text,
    about: z.array(Subject).max(20).default([]),
    evidence: z
      .array(z.strictObject({ type: z.enum(EVIDENCE_TYPES), key: z.string().trim().min(1).max(600) }))
      .max(50)
      .default([]),
    until: moment.nullable().default(null),
    /** The one whose place it takes. */
    supersedes: z.uuid().optional(),
  })
  .refine(({ kind, until }) => kind !== "risk-acceptance" || until !== null, {
    path: ["until"],
    message: "expected a time: accepting a risk ends, and is renewed when it is still right",
  });

const why = z.string().trim().min(1).max(4000);
export const RenewDecision = z.strictObject({ until: moment, reason: why });
export const RevokeDecision = z.strictObject({ reason: why });
export const ReviewDecision = z.strictObject({ text: why });
