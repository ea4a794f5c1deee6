/** A JSON Schema (draft 2020-12) of the playbook language, for editors: it completes names; the checker proves. */
import { capabilities } from "../connector/capabilities/catalog.ts";
import { DISPOSITIONS } from "../model/scale.ts";
import { DECLARED_TYPES } from "./declared.ts";
import { MATURITIES, REQUIRED_PLAYBOOK_KEYS } from "./parse.ts";
import { MAX_ROUNDS } from "./parse-loop.ts";
import { COMMON_KEYS, REQUIRED_KEYS, STEP_KEYS } from "./parse-step.ts";
import { AWAITED } from "./parse-wait.ts";

type Json = { [key: string]: unknown };

const TEXT: Json = { type: "string", minLength: 1 };
const DURATION: Json = { type: "string", pattern: "^[0-9]{1,9}(ms|s|m|h|d)$" };
const STEPS: Json = { $ref: "#/$defs/steps" };

const TYPED = { type: { enum: DECLARED_TYPES }, "one-of": { type: "array", items: TEXT, minItems: 1 } };

/** Names with a type, and what else may be said of each. */
function declarations(more: Json, required: string[]): Json {
  const one = { type: "object", properties: { ...TYPED, ...more }, required, additionalProperties: false };
  return { type: "object", additionalProperties: one };
}

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
  delay: DURATION,
  compensate: STEPS,
  set: { type: "object" },
  while: { type: ["string", "boolean"] },
  "for-each": TEXT,
  as: { type: "string", pattern: "^[a-z][A-Za-z0-9_]{0,59}$" },
  do: STEPS,
  collect: TEXT,
  "on-limit": STEPS,
  "wait-for": { enum: AWAITED },
  when: { type: ["string", "boolean"] },
  until: TEXT,
  "on-timeout": STEPS,
  playbook: { type: "string", pattern: "^[a-z][a-z0-9-]{0,59}$" },
  resume: declarations({ ask: TEXT }, ["ask"]),
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

/** "at-most" counts rounds of a loop, and is a time for what waits. */
const ROUNDS: Json = { type: "integer", minimum: 1, maximum: MAX_ROUNDS };

/** The schema of one `playbook.yaml`. */
export function playbookJsonSchema(): Json {
  const properties: Json = {
    playbook: { type: "string", pattern: "^[a-z][a-z0-9-]{0,59}$" },
    title: TEXT,
    description: TEXT,
    maturity: { enum: MATURITIES },
    trigger: { type: ["string", "boolean"] },
    "default-queue": TEXT,
    techniques: { type: "array", items: { type: "string", pattern: "^T[0-9]{4}([.][0-9]{3})?$" } },
    countermeasures: { type: "array", items: { type: "string", pattern: "^D3-[A-Z]+$" } },
    variables: declarations({ default: {} }, ["default"]),
    inputs: declarations({ default: {} }, []),
    outputs: declarations({ value: {} }, ["value"]),
    steps: { ...STEPS, minItems: 1 },
  };
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: "Cordon playbook",
    type: "object",
    properties,
    required: REQUIRED_PLAYBOOK_KEYS,
    additionalProperties: false,
    $defs: { steps: { type: "array", items: { oneOf: Object.keys(STEP_KEYS).map(stepSchema) } } },
  };
}

function stepSchema(kind: string): Json {
  const keys = [...COMMON_KEYS, ...STEP_KEYS[kind as keyof typeof STEP_KEYS]];
  const bound = kind === "while" || kind === "for-each" ? ROUNDS : DURATION;
  return {
    type: "object",
    properties: Object.fromEntries(keys.map((key) => [key, key === "at-most" ? bound : KEYS[key]])),
    required: [kind, ...(REQUIRED_KEYS[kind] ?? [])],
    additionalProperties: false,
  };
}
