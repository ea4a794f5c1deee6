/** What the expressions of a playbook may name, with its type: worked out from the contracts of its steps. */
import { z } from "zod";
import { type CompiledExpression, compileExpression } from "../expression/compile.ts";
import { type Environment, environmentOf, type VariableSchema } from "../expression/environment.ts";
import type { FieldSchema, Shape } from "../expression/shape.ts";
import { IncidentFacts } from "../model/incident.ts";
import { stixFunction } from "../stix/incident-pattern.ts";
import { capabilityOf } from "./check-steps.ts";
import { answersSchema, schemaOf } from "./declared.ts";
import { type IncidentSchema, shapesOf } from "./incident-schema.ts";
import type { Callees } from "./library.ts";
import { Observed } from "./observed.ts";
import {
  type Branch,
  branchesOf,
  type Declared,
  type ForEachStep,
  type PlaybookTree,
  type Step,
  stepsIn,
} from "./tree.ts";

export interface Environments {
  steps: Environment;
  /** With `current` besides: for the conditions of wait-for steps. */
  waiting: Environment;
}

/** What expressions see of an incident: as it was when the run began, and as it is while one waits. */
export interface Records {
  incident: VariableSchema;
  current: VariableSchema;
}

/** Those of this Cordon. */
export const ownRecords: Records = { incident: IncidentFacts, current: Observed };

/** Those of another version of the schema. */
export function recordsOf({ incident, current }: IncidentSchema): Records {
  return { incident: shapesOf(incident), current: shapesOf(current) };
}

/** The incident, the outputs of steps with an id, variables, inputs, and the items of loops. */
export function environmentsOf(tree: PlaybookTree, callees: Callees, records = ownRecords): Environments {
  const building = new Building(tree, callees, records);
  building.addLoops(tree.steps);
  const waits = [...stepsIn(tree.steps)].some((step) => step.kind === "wait-for");
  const steps = building.environment();
  return { steps, waiting: waits ? building.environment({ current: records.current }) : steps };
}

const ANYTHING = z.record(z.string(), z.unknown());

/** The output of a step, but for loops, whose items are found out by compiling their expressions. */
function outputOf(step: Step, callees: Callees): z.ZodType | null {
  switch (step.kind) {
    case "action":
      // That there is no such capability is said at the step; of what it would give nothing is known.
      return capabilityOf(step)?.output ?? ANYTHING;
    case "handoff":
      return step.form === null
        ? null
        : answersSchema(step.form.map(({ name, type }) => ({ name: name.value, ask: "", type })));
    case "wait-for":
      return step.awaited.until === null ? Observed : z.object({});
    case "while":
      return z.object({ rounds: z.number().int() });
    case "playbook": {
      const callee = callees.get(step.name.value);
      // That it is not there is said at the call; of what it would give nothing is known.
      return callee === undefined ? ANYTHING : z.object(declaredSchemas(callee.tree.interface?.outputs ?? []));
    }
    default:
      return null;
  }
}

/** The schemas of declarations, by name. */
export function declaredSchemas(declared: readonly Declared[]): Record<string, z.ZodType> {
  return Object.fromEntries(declared.map(({ name, type }) => [name.value, schemaOf(type)]));
}

class Building {
  readonly #steps: Record<string, FieldSchema> = {};
  readonly #each: Record<string, FieldSchema> = {};
  readonly #others: Record<string, Record<string, FieldSchema>> = {};
  #built: Environment | null = null;
  /** What was built last, which may not know the newest items. */
  #last: Environment | null = null;

  readonly #incident: VariableSchema;

  constructor(tree: PlaybookTree, callees: Callees, { incident }: Records) {
    this.#incident = incident;
    for (const step of stepsIn(tree.steps)) {
      const output = step.id === null ? null : outputOf(step, callees);
      if (step.id !== null && output !== null) this.#steps[step.id.value] = output;
    }
    if (tree.variables.length > 0) this.#others.vars = declaredSchemas(tree.variables);
    if (tree.interface !== null) this.#others.inputs = declaredSchemas(tree.interface.inputs);
  }

  environment(more: Record<string, VariableSchema> = {}): Environment {
    if (Object.keys(more).length === 0 && this.#built !== null) return this.#built;
    const each = Object.keys(this.#each).length === 0 ? {} : { each: this.#each };
    const known = { incident: this.#incident, steps: this.#steps, ...this.#others, ...each, ...more };
    const made = environmentOf(known, [stixFunction]);
    this.#last = made;
    if (Object.keys(more).length === 0) this.#built = made;
    return made;
  }

  /** In the order of the file: an inner loop may walk over what an outer one gives, and a later one over what an earlier one collected. */
  addLoops(branch: Branch): void {
    for (const step of branch.steps) {
      if (step.kind === "for-each") this.#addItem(step);
      for (const below of branchesOf(step)) this.addLoops(below);
      if (step.kind === "for-each" && step.id !== null) this.#addCollected(step, step.id.value);
    }
  }

  #addItem({ list, as }: ForEachStep): void {
    const shape = this.#shapeOf(list.value);
    if (as.value === "" || this.#each[as.value] !== undefined) return;
    this.#each[as.value] = shape.kind === "list" ? shape.item : { kind: "dyn" };
    this.#built = null;
  }

  #addCollected({ collect }: ForEachStep, id: string): void {
    const item: Shape = collect === null ? { kind: "dyn" } : this.#shapeOf(collect.value);
    const fields = new Map<string, Shape>([["count", { kind: "int" }]]);
    if (collect !== null) fields.set("items", { kind: "list", item });
    this.#steps[id] = { kind: "object", name: id, fields, optional: new Set(), make: class {} as never };
    this.#built = null;
  }

  /** What does not compile is complained about where it stands. */
  #shapeOf(text: string): Shape {
    try {
      // Building one is most of the work of a check, and few lists are made of what loops give.
      const hangsOnLoops = /\b(each|steps)\b/.test(text);
      const environment = hangsOnLoops ? this.environment() : (this.#last ?? this.environment());
      return shapeOfCompiled(compileExpression(text, environment));
    } catch {
      return { kind: "dyn" };
    }
  }
}

/** The shape of an expression's values, as far as its type tells. */
export function shapeOfCompiled({ shape, type }: CompiledExpression): Shape {
  return shape ?? shapeOfType(type);
}

function shapeOfType(type: string): Shape {
  const item = /^list<(.+)>$/.exec(type)?.[1];
  if (item !== undefined) return { kind: "list", item: shapeOfType(item) };
  if (type === "string") return { kind: "string", values: null };
  return type === "int" || type === "double" || type === "bool" ? { kind: type } : { kind: "dyn" };
}
