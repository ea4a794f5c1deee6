/**
 * Evaluating a program's expressions against recorded facts at run time. Types were proved at publish; here expressions are compiled once by text
 * (cached) against `incident` (typed) and everything of the run (dynamic), and the CEL form of a scope is prepared once per scope object.
 */
import { z } from "zod";
import { InputError } from "../errors.ts";
import { compileExpression } from "../expression/compile.ts";
import { environmentOf } from "../expression/environment.ts";
import { type PreparedScope, prepareScope } from "../expression/scope.ts";
import { type CompiledTemplate, compileTemplate, renderTemplate } from "../expression/template.ts";
import { IncidentFacts } from "../model/incident.ts";
import { stixFunction } from "../stix/incident-pattern.ts";
import type { Observed } from "./observed.ts";
import type { Template } from "./program.ts";

export interface RunScope {
  incident: IncidentFacts;
  /** Outputs of the steps that succeeded, by step id. */
  steps: Record<string, unknown>;
  /** Values of the variables. */
  vars?: Record<string, unknown>;
  /** Items of the rounds under way, by the name the loop gives them. */
  each?: Record<string, unknown>;
  /** What a called playbook was called with. */
  inputs?: Record<string, unknown>;
  /** The incident as it is now; only where a run waits for it. */
  current?: Observed;
}

const values = z.record(z.string(), z.unknown());
const environment = environmentOf(
  {
    incident: IncidentFacts,
    steps: values,
    vars: values,
    each: values,
    inputs: values,
    current: values,
  },
  [stixFunction],
);
/** A step asks for all its values with one scope, and nothing comes in between: only the last is worth keeping. */
let last: { scope: RunScope; prepared: PreparedScope } | undefined;
const incidents = new WeakMap<IncidentFacts, unknown>();
const templates = new WeakMap<object, CompiledTemplate>();

/** The truth of a condition. Throws InputError when these facts give it no value, or one that is neither true nor false. */
export function evaluateCondition(text: string, scope: RunScope): boolean {
  const value = evaluateValue(text, scope);
  if (typeof value === "boolean") return value;
  throw new InputError(
    "playbook.no-condition",
    `"${text}" gives ${JSON.stringify(value)}, and a condition is true or false.`,
  );
}

/** The value of an expression as plain JSON. Throws InputError when these facts give it none. */
export function evaluateValue(text: string, scope: RunScope): unknown {
  return compileExpression(text, environment).evaluate(preparedScope(scope));
}

/** A template with its expressions evaluated. Throws InputError like {@link evaluateValue}. */
export function renderValue(template: Template, scope: RunScope): unknown {
  return renderTemplate(compiledTemplate(template), preparedScope(scope));
}

/** The facts of a run stay the same object while its steps come and go, and they are the larger part of a scope. */
function incidentOf(facts: IncidentFacts): unknown {
  let known = incidents.get(facts);
  if (known === undefined) {
    known = prepareScope({ incident: facts }, environment).values.get("incident");
    incidents.set(facts, known);
  }
  return known;
}

function preparedScope(scope: RunScope): PreparedScope {
  if (last?.scope === scope) return last.prepared;
  const { incident, ...rest } = scope;
  const others = prepareScope({ vars: {}, each: {}, inputs: {}, current: {}, ...rest }, environment).values;
  const prepared = { environment, values: new Map(others).set("incident", incidentOf(incident)) };
  last = { scope, prepared };
  return prepared;
}

function compiledTemplate(template: Template): CompiledTemplate {
  if (typeof template !== "object" || template === null) return compileTemplate(template, environment);
  let known = templates.get(template);
  if (known === undefined) {
    known = compileTemplate(template, environment);
    templates.set(template, known);
  }
  return known;
}
