/** Filters of alerts, incidents and decisions: the same CEL as in rules and playbooks, as a question the store can answer. */

import { z } from "zod";
import { InputError } from "../errors.ts";
import type { Predicate } from "../model/predicate.ts";
import {
  AlertRecord,
  DecisionRecord,
  IncidentOfAlert,
  IncidentRecord,
  type RecordKind,
} from "../model/record-fields.ts";
import { compileExpression } from "./compile.ts";
import { type Environment, environmentOf } from "./environment.ts";
import { faultError } from "./fault.ts";
import { predicateOf } from "./predicate.ts";
import { spellSpans } from "./spans.ts";

/** What is filtered: records, which views can be saved of, and decisions. */
export type FilterKind = RecordKind | "decisions";

/** What a field of the record itself is also called with: `alert.severity`, `incident.severity`. */
const OWN: Readonly<Record<FilterKind, string>> = { alerts: "alert", incidents: "incident", decisions: "decision" };

const environments: Readonly<Record<FilterKind, () => Environment>> = {
  alerts: once(() =>
    environmentOf({ ...shorthands(AlertRecord), alert: AlertRecord, incident: IncidentOfAlert, now: z.date() }),
  ),
  incidents: once(() => environmentOf({ ...shorthands(IncidentRecord), incident: IncidentRecord, now: z.date() })),
  decisions: once(() => environmentOf({ ...shorthands(DecisionRecord), decision: DecisionRecord, now: z.date() })),
};

/** The names that filters of these records may use, for expressions about them. */
export function filterEnvironment(kind: FilterKind): Environment {
  return environments[kind]();
}

/**
 * Compiles a filter; `now` is what `now` means in it, and `now - 7d` is understood. Throws InputError `expression.<reason>` or `query.not-a-filter` with line and column
 * in the text as it was written, what was expected and the nearest fix.
 */
export function compileFilter(text: string, kind: FilterKind, now: Date): Predicate {
  const spelled = spellSpans(text);
  try {
    const environment = filterEnvironment(kind);
    const compiled = compileExpression(spelled.text, environment);
    if (compiled.type !== "bool") {
      const message = `a filter says yes or no, and this is ${compiled.type}`;
      throw faultError(spelled.text, { code: "expression.wrong-type", message, offset: 0, expected: "true or false" });
    }
    return predicateOf(compiled, { environment, now, own: OWN[kind] });
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw placedIn(text, spelled, error);
  }
}

/** The error at its place in the text as it was written. */
function placedIn(text: string, { text: spelled, back }: ReturnType<typeof spellSpans>, error: InputError): InputError {
  const { line, column, summary, expected, fix } = (error.details ?? {}) as {
    line?: number;
    column?: number;
    summary?: string;
    expected?: string;
    fix?: string;
  };
  if (line === undefined || column === undefined) return error;
  const lines = spelled.split("\n").slice(0, line - 1);
  const offset = back(lines.reduce((sum, one) => sum + one.length + 1, 0) + column - 1);
  const fault = faultError(text, {
    code: error.code,
    message: summary ?? error.message,
    offset,
    ...(expected === undefined ? {} : { expected }),
    ...(fix === undefined ? {} : { fix }),
  });
  const at = fault.details as { line: number; column: number };
  // A fix may be a question.
  const end = fault.message.endsWith("?") ? "" : ".";
  return new InputError(error.code, `Filter, line ${at.line}, column ${at.column}: ${fault.message}${end}`, {
    details: at as unknown as Record<string, unknown>,
  });
}

/**
 * What is always there needs no `incident.` before it. What may be absent is asked for by its full name, as `has(…)` wants it, and so is the type,
 * as `type` is a word of CEL itself.
 */
function shorthands(record: z.ZodObject): Record<string, z.ZodType> {
  const fields = Object.entries(record.shape as Record<string, z.ZodType>);
  return Object.fromEntries(fields.filter(([name, schema]) => name !== "type" && !(schema instanceof z.ZodOptional)));
}

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
