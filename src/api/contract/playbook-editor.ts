/** A playbook as an editor shows it: findings, its picture as data, its sentences; what can be written; its cases; and going through it with nothing touched. */
import { z } from "zod";
import { BacktestRequest } from "./backtest.ts";
import { Finding, PlaybookSource, SourceFile } from "./content.ts";
import { incidentParams } from "./incident.ts";
import { word } from "./page.ts";

const count = z.number().int();
const json = z.record(z.string(), z.unknown());
const draft = { ...PlaybookSource.shape, calls: BacktestRequest.shape.calls };
const line = { line: count, column: count };

export const PlaybookGraph = z.object({
  nodes: z.array(
    z.object({
      /** As the records of runs name it. */
      id: z.string(),
      label: z.string(),
      shape: z.enum(["step", "choice", "wait", "end"]),
      /** The step's kind in the language; `join` and `return` have no step of their own. */
      kind: z.string(),
      capability: z.string().nullable(),
      /** What it does to the world; null for what is no action. */
      effect: z.string().nullable(),
      /** The loops around it, the outermost first. */
      within: z.array(z.string()),
      /** Where it is written; null for what the compiler added, for steps of called playbooks, and for versions whose text is not at hand. */
      place: z.object(line).nullable(),
    }),
  ),
  edges: z.array(
    z.object({
      id: z.string(),
      from: z.string(),
      to: z.string(),
      label: z.string(),
      /** `back` leads to the next round of a loop, `failure` is taken when something went wrong. */
      kind: z.enum(["on", "back", "failure"]),
    }),
  ),
});
export type PlaybookGraph = z.infer<typeof PlaybookGraph>;

export const OutlineRequest = z.strictObject(draft);
export const PlaybookOutline = z.object({
  /** False when there is an error among the findings; then there is nothing more. */
  ok: z.boolean(),
  name: z.string().nullable(),
  findings: z.array(Finding),
  /** What it does, in sentences. */
  text: z.string().nullable(),
  graph: PlaybookGraph.nullable(),
  /** Steps with an id of their own, in the order of the file, with what kind of value each gives. */
  steps: z.array(z.object({ id: z.string(), kind: z.string(), ...line, capability: z.string().nullable() })),
  variables: z.array(z.object({ name: z.string(), type: z.string() })),
  inputs: z.array(z.object({ name: z.string(), type: z.string() })),
});
export type PlaybookOutline = z.infer<typeof PlaybookOutline>;

export const VersionGraph = z.object({ name: z.string(), number: count, graph: PlaybookGraph });

/** What can be written in a playbook of this workspace, for completion and for forms. */
export const PlaybookLanguage = z.object({
  /** JSON Schema (draft 2020-12) of `playbook.yaml`. */
  schema: json,
  /** The fields of `incident` and `current`: a type's name, or what it is made of. */
  incident: json,
  current: json,
  functions: z.array(
    z.object({
      ...{ name: z.string(), signature: z.string(), says: z.string(), example: z.string() },
      gives: z.unknown(),
    }),
  ),
  capabilities: z.array(
    z.object({
      ...{ id: z.string(), title: z.string(), effect: z.string(), reversal: z.string().nullable() },
      /** The input that names the entity it acts on. */
      target: z.string().nullable(),
      /** JSON Schemas. */
      input: json,
      output: json,
      /** Connections of this workspace that can do it. */
      connections: z.array(z.string()),
    }),
  ),
  /** Those in force; one that is `called` is a part of others and has an interface. */
  playbooks: z.array(z.object({ name: z.string(), title: z.string(), called: z.boolean() })),
  /** Incident types of the taxonomy in force. */
  incidentTypes: z.array(z.string()),
});
export type PlaybookLanguage = z.infer<typeof PlaybookLanguage>;

export const TestRequest = z.strictObject({
  ...{ ...draft, test: SourceFile },
  /** Runs each case again with each of its actions failing in every way, where all cases pass. */
  failures: z.boolean().default(false),
});
export const FAILURE_WAYS = ["refused", "unreachable", "silent", "broken", "empty"] as const;
/** An action of the cases that failed in a way, with what that led to; one for each end that it came to. */
export const FailureTold = z.object({
  ...{ step: z.string(), way: z.enum(FAILURE_WAYS) },
  /** A disposition or `handoff`; the error's message where the run came to no end. */
  outcome: z.string(),
  ended: z.boolean(),
  /** The cases in which it was so. */
  cases: z.array(z.string()),
  /** As a simulation takes it. */
  answer: json,
});
export type FailureTold = z.infer<typeof FailureTold>;
export const PlaybookTested = z.object({
  passed: z.boolean(),
  /** Of the playbook and of its cases; with an error among them nothing was run. */
  findings: z.array(Finding),
  cases: z.array(z.object({ name: z.string(), line: count, differences: z.array(z.string()) })),
  /** Which of its ways the cases have taken. */
  coverage: z.object({ covered: count, total: count, missing: z.array(z.string()) }).nullable(),
  /** Null where failures were not asked for, or not every case passes. It does not bear on `passed`. */
  failures: z.object({ runs: count, withoutEnd: count, items: z.array(FailureTold) }).nullable(),
});
export type PlaybookTested = z.infer<typeof PlaybookTested>;

const inWords = z.string().min(1).max(2000);
export const SimulationRequest = z
  .strictObject({
    /** One in force, by its name … */
    playbook: word.optional(),
    /** … or a draft, with drafts of what it calls. */
    source: PlaybookSource.shape.source.optional(),
    file: PlaybookSource.shape.file,
    calls: BacktestRequest.shape.calls,
    /** An incident of the past, which answers what it was asked then … */
    incident: incidentParams.shape.incident.optional(),
    /** … or a case of a test file. With neither it is an example of an incident, and everything is asked. */
    test: SourceFile.optional(),
    case: inWords.optional(),
    /** By step or capability, before all other answers: an output's fields, `{ error: { root, code } }`, `{ refused: true }` or `{ timeout: true }`. */
    answers: z
      .record(z.string().max(200), json)
      .refine((all) => Object.keys(all).length <= 300, "expected at most 300 answers")
      .default({}),
    /** Goes no further than to this step, by its id, when it comes to it first. */
    until: z.string().max(300).optional(),
    /** Expressions whose values where it stands are wanted. */
    watch: z.array(inWords).max(20).default([]),
  })
  .refine(({ playbook, source }) => (playbook === undefined) !== (source === undefined), {
    path: ["playbook"],
    message: "expected exactly one of playbook and source",
  })
  .refine(({ test, case: name }) => (test === undefined) === (name === undefined), {
    path: ["case"],
    message: "expected a test file and the name of a case in it, or neither",
  })
  .refine(({ incident, test }) => incident === undefined || test === undefined, {
    path: ["incident"],
    message: "expected an incident or a case, not both",
  });
export type SimulationRequest = z.input<typeof SimulationRequest>;

export const PlaybookSimulation = z.object({
  playbook: z.string(),
  /** Null of a draft. */
  version: count.nullable(),
  incident: count.nullable(),
  /** Whether its trigger holds; it is gone through all the same. */
  triggered: z.boolean(),
  standing: z.object({
    /** Before a step, at one that waits for an answer nobody has, at the end, or where it cannot go on. */
    at: z.enum(["step", "waiting", "end", "nowhere"]),
    step: z.string().nullable(),
    /** What it waits for: a capability with its input, the fields of a form, an event. */
    asks: json.nullable(),
  }),
  /** A disposition or `handoff`; null before the end. */
  outcome: z.string().nullable(),
  queue: z.string().nullable(),
  reason: z.string(),
  /** The steps it came to, in order, as the graph names them. */
  passed: z.array(z.string()),
  records: z.array(
    z.object({
      ...{ step: z.string(), kind: z.string(), attempt: count, status: z.enum(["succeeded", "failed"]) },
      ...{ output: z.unknown(), error: json.nullable() },
    }),
  ),
  /** What it asked of products, with its input. */
  asked: z.array(
    z.object({
      ...{ step: z.string(), capability: z.string(), effect: z.string(), input: json },
      ...{ target: z.string().nullable(), targetType: z.string().nullable(), leaseSeconds: count.nullable() },
    }),
  ),
  /** What expressions see where it stands, beside the incident. */
  sees: z.object({ steps: json, vars: json, each: json, inputs: json }),
  values: z.array(z.object({ expression: z.string(), value: z.unknown(), error: z.string().nullable() })),
});
export type PlaybookSimulation = z.infer<typeof PlaybookSimulation>;
