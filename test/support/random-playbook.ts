/** Playbooks nobody would write, each of them sound: what holds for all programs is tried on these. */
import fc from "fast-check";
import { checkPlaybook } from "../../src/playbook/check.ts";
import { findingText } from "../../src/playbook/finding.ts";
import { libraryOf } from "../../src/playbook/library.ts";
import type { Program } from "../../src/playbook/program.ts";
import { HEAD } from "./playbook.ts";

/** Steps as YAML takes them; ids and names of items are given when all are there. */
interface Shape {
  kind: "act" | "set" | "if" | "switch" | "while" | "for-each" | "parallel" | "wait" | "wait-for" | "form" | "call";
  branches: Shape[][];
  answered: boolean;
  number: number;
}

type Json = Record<string, unknown>;

const leaf = fc.constantFrom<Shape["kind"]>("act", "act", "set", "wait", "wait-for", "form", "call");
const node = fc.constantFrom<Shape["kind"]>("act", "if", "switch", "while", "for-each", "parallel");

const shapes = fc.letrec<{ steps: Shape[] }>((tie) => ({
  steps: fc.array(
    fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      shapeOf(leaf, fc.constant([])),
      shapeOf(node, fc.tuple(tie("steps"), tie("steps")) as fc.Arbitrary<Shape[][]>),
    ),
    { minLength: 1, maxLength: 3 },
  ),
})).steps;

function shapeOf(kind: fc.Arbitrary<Shape["kind"]>, branches: fc.Arbitrary<Shape[][]>): fc.Arbitrary<Shape> {
  return fc.record({ kind, branches, answered: fc.boolean(), number: fc.integer({ min: 1, max: 3 }) });
}

/** What the playbooks call: it counts for itself, and fails as it pleases. */
const CALLEE = `playbook: callee
title: Called
description: For tests
maturity: stable
trigger: "true"
default-queue: soc
variables: { n: { type: integer, default: 0 } }
inputs: { text: { type: text } }
steps:
  - for-each: incident.ips
    as: ip
    at-most: 2
    do:
      - action: chat.post-message
        with: { text: "{{ inputs.text }} {{ each.ip }}" }
      - set: { n: "=vars.n + 1" }
`;
const library = libraryOf([{ name: "callee", source: CALLEE, file: "callee/playbook.yaml" }]);

/** What loops in loops come to now and then: the one thing that may be wrong with what is made here, and such a playbook is made anew. */
const TOO_MUCH = ["playbook.too-many-moves", "playbook.too-many-compensations"];

/** Programs of random steps. */
export const randomPrograms: fc.Arbitrary<Program> = shapes
  .map((steps) => {
    const writing = { next: 0 };
    const written = [...steps.map((step) => write(step, writing, false)), { end: "benign", reason: "{{ vars.n }}" }];
    const source = `${HEAD.replace("steps:\n", "")}variables: { n: { type: integer, default: 0 } }\nsteps: ${JSON.stringify(written)}\n`;
    const { program, findings } = checkPlaybook(source, { file: "random.yaml", library });
    const wrong = findings.filter(({ severity, code }) => severity === "error" && !TOO_MUCH.includes(code));
    if (wrong.length > 0) throw new Error(wrong.map(findingText).join("\n"));
    return program;
  })
  .filter((program) => program !== undefined);

/** Branches that run at once change no variable: what one of them reads must not hang on the others. */
function write(shape: Shape, writing: { next: number }, atOnce: boolean): Json {
  const id = `s${writing.next++}`;
  const below = atOnce || shape.kind === "parallel";
  const [first = [], second = []] = shape.branches.map((branch) => branch.map((step) => write(step, writing, below)));
  const { answered, number } = shape;
  switch (shape.kind) {
    case "act": {
      const compensate = answered
        ? {}
        : { compensate: [{ action: "chat.post-message", with: { text: `undo ${id}` } }] };
      const failure = answered ? { "on-failure": first } : {};
      return { id, action: "chat.post-message", with: { text: id }, ...failure, ...compensate };
    }
    case "set":
      return atOnce ? { wait: "1m" } : { set: { n: "=vars.n + 1" } };
    case "call":
      return { id, playbook: "callee", with: { text: id }, ...(answered ? { "on-failure": [] } : {}) };
    case "if":
      // biome-ignore lint/suspicious/noThenProperty: the language has a word "then"; nobody awaits a step.
      return { if: `vars.n > ${number}`, then: first, else: second };
    case "switch":
      return { switch: "string(vars.n)", cases: { [number]: first }, default: second };
    case "while":
      return { while: `vars.n < ${number}`, "at-most": number, do: first, "on-limit": second };
    case "for-each":
      return { "for-each": "incident.ips", as: `i${id}`, "at-most": number, do: first, "on-limit": second };
    case "parallel":
      return { parallel: { a: nonEmpty(first), b: nonEmpty(second) } };
    case "wait":
      return { wait: `${number}m` };
    case "wait-for":
      return { "wait-for": "alert-joined", "at-most": `${number}h`, ...(answered ? { "on-timeout": [] } : {}) };
    case "form": {
      const resume = { yes: { ask: "Yes?", type: "boolean" } };
      return {
        id,
        handoff: "soc",
        reason: id,
        resume,
        "at-most": `${number}h`,
        ...(answered ? { "on-timeout": [] } : {}),
      };
    }
  }
}

function nonEmpty(steps: Json[]): Json[] {
  return steps.length === 0 ? [{ wait: "1m" }] : steps;
}
