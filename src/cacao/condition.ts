/**
 * Conditions. CACAO writes them as STIX patterns: comparisons of its variables, or brackets about what was observed. Here they become CEL over
 * `vars`, or are asked of the incident's observables as they stand; what has no word there is left to people.
 */
import { InputError } from "../errors.ts";
import type { Comparison, Literal, ObjectPath, Observed } from "../stix/ast.ts";
import { incidentPatternFault } from "../stix/incident-pattern.ts";
import { parseComparison, parsePattern } from "../stix/parse.ts";
import { type Variables, valueIn } from "./variables.ts";

/** A condition that asks a pattern of the incident: of its observables, or of what its alerts saw when. */
const STIX_CALL = /^stix\((?:incident|steps\.\w+)\.(observables|observations), (".*")\)$/s;
/** Characters of a pattern that an expression has room for, with every one of them escaped. */
const MAX_PATTERN = 900;

/** The pattern that a condition of ours asks of the incident; null for any other condition. */
export function patternIn(condition: string): string | null {
  const [, list = null, written] = STIX_CALL.exec(condition) ?? [];
  if (written === undefined) return null;
  try {
    const text = JSON.parse(written) as string;
    return incidentPatternFault(text, list) === null ? text : null;
  } catch {
    return null;
  }
}

/** Why a condition is left to people, as half a sentence. */
export interface Untold {
  why: string;
}

/** Our type of an observable for STIX's type of an object, whose value stands under `value`. */
const OBSERVABLES: Readonly<Record<string, string>> = {
  "ipv4-addr": "ip",
  "ipv6-addr": "ip",
  "domain-name": "domain",
  url: "url",
  "email-addr": "email",
};

/** What has to be asked of a look at the incident, once there is one. */
export interface AskedOverTime {
  /** The condition, of the step that looked. */
  of(look: string): string;
}

/** The condition as CEL; why not, when it is none that a machine can decide here. */
export function conditionOf(text: string, variables: Variables): string | AskedOverTime | Untold {
  try {
    if (/^[\s(]*\[/.test(text)) {
      // What the matcher can say of an incident it says itself; brackets about variables have their own words.
      if (text.length <= MAX_PATTERN) {
        if (incidentPatternFault(text, null) === null) return `stix(incident.observables, ${celText(text)})`;
        if (incidentPatternFault(text, "observations") === null)
          return { of: (look) => `stix(steps.${look}.observations, ${celText(text)})` };
      }
      return observedText(parsePattern(text), variables);
    }
    return comparisonText(parseComparison(text), (path) => variableAt(path, variables));
  } catch (error) {
    if (error instanceof Untranslatable) return { why: error.message };
    if (error instanceof InputError) return { why: `it is no STIX pattern: ${error.message}` };
    throw error;
  }
}

/** The parts of a pattern that have no CEL; caught above. */
class Untranslatable extends Error {}

/** What a path leads to in CEL, and the type of what literals are compared to. */
interface Operand {
  cel: string;
  type: "text" | "integer" | "boolean";
}

function variableAt({ type, steps: [first, ...rest] }: ObjectPath, variables: Variables): Operand {
  const variable = variables.get(type);
  if (variable === undefined || first?.kind !== "key" || first.key !== "value" || rest.length > 0)
    throw new Untranslatable(`"${type}" is not a variable of this playbook`);
  return { cel: `vars.${variable.name}`, type: variable.type };
}

function observedText(pattern: Observed, variables: Variables): string {
  if (pattern.kind === "and" || pattern.kind === "or")
    return joined(
      pattern.kind,
      pattern.terms.map((term) => observedText(term, variables)),
    );
  if (pattern.kind !== "observed") throw new Untranslatable("a variable is not seen at a time");
  const { comparison } = pattern;
  if (comparison.kind === "test" && variables.has(comparison.path.type))
    return comparisonText(comparison, (path) => variableAt(path, variables));
  const types = new Set<string>();
  const test = comparisonText(comparison, (path) => {
    types.add(observableType(path));
    return { cel: "o.value", type: "text" };
  });
  const [type, ...others] = types;
  if (type === undefined || others.length > 0)
    throw new Untranslatable("one bracket asks for several kinds of observables");
  return `incident.observables.exists(o, o.type == "${type}" && ${test})`;
}

function observableType({ type, steps: [first, second, ...rest] }: ObjectPath): string {
  const own = Object.hasOwn(OBSERVABLES, type) ? OBSERVABLES[type] : undefined;
  if (own !== undefined && first?.kind === "key" && first.key === "value" && second === undefined) return own;
  if (type === "file" && first?.kind === "key" && first.key === "hashes" && second !== undefined && rest.length === 0)
    return "hash";
  throw new Untranslatable(`an incident has no observable for "${type}"`);
}

function comparisonText(comparison: Comparison, operandOf: (path: ObjectPath) => Operand): string {
  if (comparison.kind !== "test")
    return joined(
      comparison.kind,
      comparison.terms.map((term) => comparisonText(term, operandOf)),
    );
  const text = testText(comparison, operandOf(comparison.path));
  return comparison.negated ? `!(${text})` : text;
}

function testText({ test }: Extract<Comparison, { kind: "test" }>, { cel, type }: Operand): string {
  switch (test.kind) {
    case "order":
      return `${cel} ${test.operator === "=" ? "==" : test.operator} ${literalText(test.literal, type)}`;
    case "in":
      return `${cel} in [${test.literals.map((literal) => literalText(literal, type)).join(", ")}]`;
    case "like":
      return `rx(${cel}, ${celText(`(?s)^${likeRegex(test.pattern)}$`)})`;
    case "matches":
      return `rx(${cel}, ${celText(`(?s)${test.pattern}`)})`;
    case "subset":
      return `cidr(${cel}, ${celText(test.range.includes("/") ? test.range : `${test.range}/${test.range.includes(":") ? 128 : 32}`)})`;
    case "exists":
      return type === "text" ? `${cel} != ""` : "true";
    default:
      throw new Untranslatable("ISSUPERSET has no counterpart");
  }
}

function literalText(literal: Literal, type: Operand["type"]): string {
  if (literal.kind === "bytes" || literal.kind === "time")
    throw new Untranslatable(`a variable is no ${literal.kind === "time" ? "timestamp" : "binary"}`);
  const value = valueIn(String(literal.value), type);
  if (value === null) throw new Untranslatable(`${String(literal.value)} is no value of its variable`);
  return typeof value === "string" ? celText(value) : String(value);
}

function joined(kind: "and" | "or", terms: readonly string[]): string {
  return `(${terms.join(kind === "and" ? " && " : " || ")})`;
}

function likeRegex(pattern: string): string {
  return pattern.replaceAll(/[%_]|[^\w]/g, (letter) => (letter === "%" ? ".*" : letter === "_" ? "." : `\\${letter}`));
}

/** JSON's text is CEL's, but for what JSON leaves unescaped. */
function celText(text: string): string {
  return JSON.stringify(text).replaceAll("\u2028", "\\u2028").replaceAll("\u2029", "\\u2029");
}
