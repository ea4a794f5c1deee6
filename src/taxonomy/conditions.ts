/** CEL conditions over `incident` and `decisions`, compiled once a taxonomy and evaluated on only those facts that some condition reads. */

import { z } from "zod";
import { InputError } from "../errors.ts";
import { type CompiledExpression, compileExpression } from "../expression/compile.ts";
import { type Environment, environmentOf } from "../expression/environment.ts";
import { type PreparedScope, prepareScope } from "../expression/scope.ts";
import { HEEDED_KINDS } from "../model/decision.ts";
import { IncidentFacts } from "../model/incident.ts";

/** True, or false also when the facts have no value for it: what cannot be evaluated does not hold. */
export type Condition = (scope: ConditionScope) => boolean;

/** The facts in CEL's form, converted when the first condition asks. */
export interface ConditionScope {
  prepared(): PreparedScope | null;
}

export interface Conditions {
  /** Null is the condition that always holds. Throws `expression.<reason>` when the text is no boolean over `incident`. */
  compile(text: string | null): Condition;
  /** To be called once all conditions are compiled. `decisions`: kinds of those in force about what the incident is made of. */
  scopeOf(facts: IncidentFacts, decisions?: readonly string[]): ConditionScope;
}

/** The environment in which taxonomy expressions are typed. */
export function incidentEnvironment(): Environment {
  return environmentOf({ incident: IncidentFacts, decisions: z.array(z.enum(HEEDED_KINDS)) });
}

/** A boolean over `incident`. Throws InputError `expression.<reason>`. */
export function compileCondition(text: string, environment: Environment): CompiledExpression {
  const compiled = compileExpression(text, environment);
  if (compiled.type === "bool") return compiled;
  throw new InputError("expression.wrong-type", `The condition is ${compiled.type}, and should be true or false.`, {
    details: { line: 1, column: 1, expected: "bool" },
  });
}

/** Conditions of one taxonomy. */
export function conditionsOf(environment: Environment = incidentEnvironment()): Conditions {
  /** Field of the incident to the fields read of it; null when all of it is read. */
  const read = new Map<string, Set<string> | null>();
  return {
    compile(text) {
      if (text === null) return () => true;
      const compiled = compileCondition(text, environment);
      for (const path of compiled.references) note(read, path);
      return (scope) => holds(compiled, scope.prepared());
    },
    scopeOf(facts, decisions = []) {
      let prepared: PreparedScope | null | undefined;
      return {
        prepared() {
          if (prepared === undefined) prepared = prepare(facts, decisions, read, environment);
          return prepared;
        },
      };
    },
  };
}

function holds(compiled: CompiledExpression, scope: PreparedScope | null): boolean {
  if (scope === null) return false;
  try {
    return compiled.evaluate(scope) === true;
  } catch (error) {
    if (error instanceof InputError) return false;
    throw error;
  }
}

function prepare(
  facts: IncidentFacts,
  decisions: readonly string[],
  read: Map<string, Set<string> | null>,
  environment: Environment,
): PreparedScope | null {
  const everything = read.has("");
  const incident = everything ? facts : pick(facts, read);
  try {
    return prepareScope({ incident, decisions }, environment);
  } catch (error) {
    if (error instanceof InputError) return null;
    throw error;
  }
}

function pick(facts: IncidentFacts, read: Map<string, Set<string> | null>): Record<string, unknown> {
  const picked: Record<string, unknown> = {};
  for (const [field, inner] of read) {
    const value: unknown = facts[field as keyof IncidentFacts];
    const whole = inner === null || typeof value !== "object" || value === null || Array.isArray(value);
    picked[field] = whole
      ? value
      : Object.fromEntries([...inner].map((name) => [name, (value as Record<string, unknown>)[name]]));
  }
  return picked;
}

function note(read: Map<string, Set<string> | null>, path: readonly string[]): void {
  if (path[0] !== "incident") return;
  const [, field = "", inner] = path;
  const known = read.get(field);
  if (known === null) return;
  if (inner === undefined) read.set(field, null);
  else if (known === undefined) read.set(field, new Set([inner]));
  else known.add(inner);
}
