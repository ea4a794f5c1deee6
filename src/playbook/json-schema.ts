/** A JSON Schema (draft 2020-12) of the playbook language, for editors: it completes names; the checker proves. */
import { capabilities } from "../connector/capabilities/catalog.ts";
import { DISPOSITIONS } from "../model/scale.ts";
import { MATURITIES, PLAYBOOK_KEYS } from "./parse.ts";
import { STEP_KEYS } from "./parse-step.ts";

type Json = { [key: string]: unknown };

const TEXT: Json = { type: "string", minLength: 1 };
const DURATION: Json = { type: "string", pattern: "^[0-9]{1,9}(ms|s|m|h|d)$" };
const STEPS: Json = { $ref: "#/$defs/steps" };

/** What each key of a step holds. */
const KEYS: { [key: string]: Json } = {
  id: { type: "string", pattern: "^[a-z][A-Za-z0-9_]{0,59}$" },
  title: TEXT,
  action: { enum: [...capabilities.keys()] },
  connection: TEXT,
  with: { type: "object" },
  timeout: DURATION,
  retry: {
    type: "object",
    properties: { times: { type: "integer", minimum: 0, maximum: 10 }, backoff: DURATION },
    required: ["times"],
    additionalProperties: false,
  },
  "on-failure": STEPS,
  for: DURATION,
  if: { type: ["string", "boolean"] },
  // biome-ignore lint/suspicious/noThenProperty: the language has a word "then"; nobody awaits a schema.
  then: STEPS,
  else: STEPS,
  switch: TEXT,
  cases: { type: "object", additionalProperties: STEPS },
  default: STEPS,
  parallel: { type: "object", minProperties: 2, maxProperties: 8, additionalProperties: STEPS },
  wait: DURATION,
  handoff: TEXT,
  reason: TEXT,
  questions: { type: "array", items: TEXT },
  end: { enum: DISPOSITIONS },
  status: { enum: ["resolved", "closed"] },
};

const REQUIRED: { [kind: string]: string[] } = {
  if: ["then", "else"],
  switch: ["cases"],
  handoff: ["reason"],
  end: ["reason"],
};

/** The schema of one `playbook.yaml`. */
export function playbookJsonSchema(): Json {
  const properties: Json = {
    playbook: { type: "string", pattern: "^[a-z][a-z0-9-]{0,59}$" },
    title: TEXT,
    description: TEXT,
    maturity: { enum: MATURITIES },
    trigger: { type: ["string", "boolean"] },
    "default-queue": TEXT,
    steps: { ...STEPS, minItems: 1 },
  };
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: "Cordon playbook",
    type: "object",
    properties,
    required: PLAYBOOK_KEYS,
    additionalProperties: false,
    $defs: { steps: { type: "array", items: { oneOf: Object.keys(STEP_KEYS).map(stepSchema) } } },
  };
}

function stepSchema(kind: string): Json {
  const keys = ["id", "title", ...STEP_KEYS[kind as keyof typeof STEP_KEYS]];
  return {
    type: "object",
    properties: Object.fromEntries(keys.map((key) => [key, KEYS[key]])),
    required: [kind, ...(REQUIRED[kind] ?? [])],
    additionalProperties: false,
  };
}
