/** Questions to the scope policies, over the wire. */
import { z } from "zod";
import { EntityType } from "../../model/entity.ts";
import { Priority, Severity } from "../../model/scale.ts";
import { SourceFile } from "./content.ts";
import { moment } from "./page.ts";

const asked = {
  capability: z.string().min(1).max(100),
  /** One in force, whose maturity counts; a name that is none stands for a new playbook of that maturity. */
  playbook: z.string().min(1).max(100).default("any"),
  maturity: z.enum(["sandbox", "incubating", "stable", "deprecated"]).optional(),
  incident: z
    .strictObject({
      type: z.string().max(100).default("other/undetermined"),
      severity: Severity.default("high"),
      priority: Priority.default("high"),
      confidence: z.number().int().min(0).max(100).default(50),
    })
    .prefault({}),
  /** Now unless given: hour and weekday count. */
  at: moment.optional(),
  files: z
    .array(SourceFile)
    .min(1)
    .max(200)
    .optional()
    .meta({ description: "Policies to try; those in force unless given." }),
};

export const ExplainPolicies = z.strictObject({
  ...asked,
  entity: z.strictObject({ type: EntityType, key: z.string().min(1).max(512) }),
});
export const SimulatePolicies = z.strictObject(asked);

const budget = z.object({
  key: z.string(),
  max: z.number().int().nullable(),
  percent: z.number().nullable(),
  of: EntityType.nullable(),
  /** Null: of what is in force at the same time. */
  windowSeconds: z.number().int().nullable(),
  /** In words: `at most 5 an hour`. */
  text: z.string(),
  /** What it comes to, and how much of that is used now. */
  allowed: z.number().int(),
  used: z.number().int(),
});
const decision = z.enum(["allow", "ask", "refuse"]);

export const PolicyExplained = z.object({
  decision,
  reason: z.string(),
  policies: z.array(z.string()),
  budgets: z.array(budget),
  /** Which budget is used up by now, where what the policies allow is asked about for that; else null. */
  usedUp: z.string().nullable(),
  /** Why the playbook's breaker is open, where what the policies allow is asked about for that; else null. */
  breaker: z.string().nullable(),
  /** What a freeze holds back, whatever the policies say; null when nothing does. */
  frozen: z.string().nullable(),
  /** All of it in words. */
  text: z.string(),
});
export type PolicyExplained = z.infer<typeof PolicyExplained>;

export const PolicySimulated = z.object({
  capability: z.string(),
  entityType: EntityType,
  count: z.number().int(),
  groups: z.array(
    z.object({
      decision,
      policies: z.array(z.string()),
      reason: z.string(),
      count: z.number().int(),
      examples: z.array(z.string()),
    }),
  ),
  budgets: z.array(budget),
});
export type PolicySimulated = z.infer<typeof PolicySimulated>;
