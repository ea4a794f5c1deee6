/** A JSON Schema (draft 2020-12) of the playbook language, for editors: it completes names; the checker proves. */
import type { z } from "zod";
import { capabilities } from "../connector/capabilities/catalog.ts";
import type { Capability } from "../connector/capability.ts";
import { shapeOfSchema, shapeText } from "../expression/shape.ts";
import { DISPOSITIONS } from "../model/scale.ts";
import { DECLARED_TYPES } from "./declared.ts";
import { MATURITIES, REQUIRED_PLAYBOOK_KEYS } from "./parse.ts";
import { MAX_ROUNDS } from "./parse-loop.ts";
import { COMMON_KEYS, REQUIRED_KEYS, STEP_KEYS } from "./parse-step.ts";
import { AWAITED } from "./parse-wait.ts";

type Json = { [key: string]: unknown };

const TEXT: Json = { type: "string", minLength: 1 };
const DURATION: Json = { type: "string", pattern: "^[0-9]{1,9}(ms|s|m|h|d)$" };
/** `true` and `false` may be written bare. */
const CONDITION: Json = { anyOf: [{ type: "string", minLength: 1 }, { type: "boolean" }] };
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
  while: CONDITION,
  "for-each": TEXT,
  as: { type: "string", pattern: "^[a-z][A-Za-z0-9_]{0,59}$" },
  do: STEPS,
  collect: TEXT,
  "on-limit": STEPS,
  "wait-for": { enum: AWAITED },
  when: CONDITION,
  until: TEXT,
  "on-timeout": STEPS,
  playbook: { type: "string", pattern: "^[a-z][a-z0-9-]{0,59}$" },
  resume: declarations({ ask: TEXT }, ["ask"]),
  if: CONDITION,
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

/** What an editor says of a key where it is written. */
const SAYS: { readonly [key: string]: string } = {
  id: "Makes its output usable: steps.<id>",
  title: "What people read in the timeline",
  delay: "How long to wait before it",
  action: "A capability: what it asks or does; which product does it is a matter of the connections",
  connection: "A connection's name; the oldest that can, where it is left out",
  with: 'The inputs of the capability. A text that begins with "=" is an expression, {{ … }} is filled in',
  timeout: "30s where it is left out",
  retry: "Of what may pass: twice after 2s, doubling, where it is left out",
  "on-failure": "Runs when it failed for good or was refused; [] goes on",
  for: "How long what contains is held; then it is undone",
  compensate: "Takes it back when the run fails later",
  set: "Variables with their new values, all at once",
  if: "A condition in CEL",
  else: "[] goes on",
  switch: "An expression; each case is one of its values",
  default: "Left out only where the cases name every value there is",
  while: "As long as this holds, and at most that many rounds",
  "for-each": "A list; each.<as> is the item of the round",
  as: "What the item of a round is called: each.<as>",
  collect: "One value a round: steps.<id>.items",
  "on-limit": "Where it goes when there would be more rounds",
  parallel: "Two to eight branches by name, all at once",
  wait: "A durable timer, from 1s to 90d",
  "wait-for": "Until something happens, and not longer than at-most",
  when: "What has to hold of the incident as it is then: current.<field>",
  until: "A moment, as a timestamp",
  "on-timeout": "Where it goes when nobody answered and nothing happened in time",
  playbook: "Another playbook, of the folder beside this one",
  handoff: "The queue of the people who get it",
  reason: "What people read",
  questions: "For the people who get it",
  resume: "Questions with a type each: the run goes on with their answers",
  end: "What the incident was",
  status: "resolved where it is left out",
  "at-most": "The bound: rounds of a loop, or a time",
};

/** "at-most" counts rounds of a loop, and is a time for what waits. */
const ROUNDS: Json = { type: "integer", minimum: 1, maximum: MAX_ROUNDS };

/** The schema of one `playbook.yaml`. */
export function playbookJsonSchema(): Json {
  const properties: Json = {
    playbook: { type: "string", pattern: "^[a-z][a-z0-9-]{0,59}$" },
    title: TEXT,
    description: TEXT,
    maturity: { description: "How far it is proved; policies can ask for it", enum: MATURITIES },
    trigger: { ...CONDITION, description: "When it does not hold, people get the incident instead" },
    "default-queue": { ...TEXT, description: "Who gets it when a step fails that has no answer of its own" },
    techniques: {
      description: "The ATT&CK techniques it answers",
      type: "array",
      items: { type: "string", pattern: "^T[0-9]{4}([.][0-9]{3})?$" },
    },
    countermeasures: {
      description: "The D3FEND countermeasures that its capabilities take",
      type: "array",
      items: { type: "string", pattern: "^D3-[A-Z]+$" },
    },
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
    properties: Object.fromEntries(keys.map((key) => [key, described(key, key === "at-most" ? bound : KEYS[key]!)])),
    required: [kind, ...(REQUIRED_KEYS[kind] ?? [])],
    additionalProperties: false,
    ...(kind === "action" ? { allOf: [...capabilities.values()].map(inputsOf) } : {}),
  };
}

/** Beside a reference other keywords hold since draft 2019-09. */
function described(key: string, schema: Json): Json {
  return SAYS[key] === undefined ? schema : { description: SAYS[key], ...schema };
}

/** What "with" holds where this capability is asked: its inputs by name. Of their values the checker knows more, for they may be expressions. */
function inputsOf({ id, title, input }: Capability): Json {
  const fields = Object.entries(input.shape as Record<string, z.ZodType>);
  const required = fields.filter(([, field]) => !field.safeParse(undefined).success).map(([name]) => name);
  const properties = Object.fromEntries(fields.map(([name, field]) => [name, writtenFor(field)]));
  const taken = { type: "object", description: title, properties, required, additionalProperties: false };
  return {
    if: { properties: { action: { const: id } }, required: ["action"] },
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema; nobody awaits one.
    then: { properties: { with: taken }, ...(required.length === 0 ? {} : { required: ["with"] }) },
  };
}

function writtenFor(field: z.ZodType): Json {
  const shape = shapeOfSchema(field, "input", { next: (hint) => hint });
  const description = shapeText(shape);
  if (shape.kind !== "string" || shape.values === null) return { description };
  return { description, anyOf: [{ enum: shape.values }, { type: "string", pattern: "^=|[{][{]" }] };
}
