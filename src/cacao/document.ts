/** A CACAO 2.0 playbook as far as it is read here (OASIS, CACAO Security Playbooks 2.0). What is not named is left alone. */
import { z } from "zod";

const Text = z.string().max(100_000);
const Id = z.string().max(300);
const Count = z.number().int().nonnegative();
const Extensions = z.record(z.string(), z.unknown());

export const CacaoVariable = z.object({
  type: Text,
  description: Text.optional(),
  value: z.string().max(100_000).nullish(),
  constant: z.boolean().optional(),
  external: z.boolean().optional(),
});
export type CacaoVariable = z.infer<typeof CacaoVariable>;
const Variables = z.record(z.string(), CacaoVariable);

export const CacaoCommand = z.object({
  type: Text,
  command: Text.optional(),
  command_b64: Text.optional(),
  content: Text.optional(),
  content_b64: Text.optional(),
  description: Text.optional(),
  headers: z.record(z.string(), z.array(z.string())).optional(),
});
export type CacaoCommand = z.infer<typeof CacaoCommand>;

export const STEP_TYPES = [
  "start",
  "end",
  "action",
  "playbook-action",
  "parallel",
  "if-condition",
  "while-condition",
  "switch-condition",
] as const;

export const CacaoStep = z.object({
  type: z.enum(STEP_TYPES),
  name: Text.optional(),
  description: Text.optional(),
  /** In milliseconds, as is `timeout`. */
  delay: Count.optional(),
  timeout: Count.optional(),
  step_variables: Variables.optional(),
  on_completion: Id.optional(),
  on_success: Id.optional(),
  on_failure: Id.optional(),
  commands: z.array(CacaoCommand).min(1).max(100).optional(),
  agent: Id.optional(),
  targets: z.array(Id).optional(),
  in_args: z.array(Text).optional(),
  out_args: z.array(Text).optional(),
  playbook_id: Id.optional(),
  condition: Text.optional(),
  on_true: Id.optional(),
  on_false: Id.optional(),
  switch: Text.optional(),
  cases: z.record(z.string(), Id).optional(),
  next_steps: z.array(Id).optional(),
  step_extensions: Extensions.optional(),
});
export type CacaoStep = z.infer<typeof CacaoStep>;

const Definition = z.object({ type: Text, name: Text.optional(), description: Text.optional() }).loose();

export const CacaoDocument = z.object({
  type: z.literal("playbook"),
  spec_version: z.literal("cacao-2.0"),
  id: Id,
  name: Text,
  description: Text.optional(),
  created_by: Id,
  created: Text,
  modified: Text,
  markings: z.array(Id).optional(),
  playbook_variables: Variables.optional(),
  workflow_start: Id,
  workflow_exception: Id.optional(),
  workflow: z.record(z.string(), CacaoStep),
  playbook_extensions: Extensions.optional(),
  agent_definitions: z.record(z.string(), Definition).optional(),
  target_definitions: z.record(z.string(), Definition).optional(),
  data_marking_definitions: z.record(z.string(), z.object({ type: Text }).loose()).optional(),
  signatures: z.array(z.unknown()).optional(),
});
export type CacaoDocument = z.infer<typeof CacaoDocument>;

/** What a step of each type must say beside its type; without it there is nowhere to go or nothing to do. */
export const REQUIRED: Readonly<Record<CacaoStep["type"], readonly (keyof CacaoStep)[]>> = {
  start: ["on_completion"],
  end: [],
  action: ["commands", "agent"],
  "playbook-action": ["playbook_id"],
  parallel: ["next_steps"],
  "if-condition": ["condition", "on_true"],
  "while-condition": ["condition", "on_true"],
  "switch-condition": ["switch", "cases"],
};
