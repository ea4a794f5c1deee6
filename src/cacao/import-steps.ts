/** A workflow of CACAO as steps of ours: a graph becomes branches within branches. */

import { plainText } from "../playbook/plain-text.ts";
import type { WrittenStep } from "../playbook/written-form.ts";
import type { CacaoStep } from "./document.ts";
import { type FailureOf, foreignSteps } from "./foreign-step.ts";
import { oneText, stepPointer } from "./foreign-text.ts";
import type { Importing } from "./importing.ts";
import { endsAlways, KINDS, kindOf } from "./kinds.ts";
import { ownStep, withInside } from "./own-step.ts";

/** Steps, counted once for each way that leads to them; a playbook of ours has at most 300. */
const MAX_STEPS = 1000;

/** Where a chain of steps is read. */
interface Where {
  /** Steps that others read: the chain is left before them. */
  stops: ReadonlySet<string>;
  /** True when something follows the chain: its end is then no end of the playbook. */
  continues: boolean;
  /** The steps that lead here. */
  above: ReadonlySet<string>;
}

/** The steps of the whole workflow. What cannot be read is among the remarks. */
export function importSteps(importing: Importing): WrittenStep[] {
  const { document } = importing;
  const first = document.workflow[document.workflow_start]?.on_completion;
  return readChain(first, { stops: new Set(), continues: false, above: new Set() }, importing);
}

function readChain(first: string | undefined, where: Where, importing: Importing): WrittenStep[] {
  const { document, remarks } = importing;
  const steps: WrittenStep[] = [];
  const above = new Set(where.above);
  for (let id = first; ; ) {
    if (id === undefined) return where.continues ? steps : [...steps, ending("The playbook ends here.", importing)];
    if (where.stops.has(id)) return steps;
    const step = document.workflow[id] as CacaoStep;
    importing.count += 1;
    if (above.has(id) || importing.count > MAX_STEPS) {
      const message = above.has(id)
        ? "the workflow comes back to this step, and no while-condition says how often"
        : `more than ${MAX_STEPS} steps are to be done, counted on each way to them`;
      remarks.error(above.has(id) ? "cacao.cycle" : "cacao.too-large", stepPointer(id), message);
      return steps;
    }
    above.add(id);
    if (step.type === "end") return [...steps, ...endSteps(step, where, importing)];
    const next: string | undefined = step.on_completion ?? step.on_success;
    steps.push(...readStep(id, step, { ...where, above }, next, importing));
    if (endsAlways(steps)) return steps;
    id = next;
  }
}

function readStep(
  id: string,
  step: CacaoStep,
  where: Where,
  next: string | undefined,
  importing: Importing,
): WrittenStep[] {
  const stops = next === undefined ? where.stops : new Set([...where.stops, next]);
  const joins = step.type === "parallel" || step.type === "while-condition";
  const continues = joins || where.continues || next !== undefined;
  const inside = (branch: string | undefined) =>
    branch === undefined && continues ? [] : readChain(branch, { ...where, stops, continues }, importing);
  const failure: FailureOf = () => failureSteps(step, { ...where, stops, continues: false }, importing);
  const own = ownStep(step);
  if (own === null) return foreignSteps({ id, step, inside, failure }, importing);
  const key = KINDS[kindOf(own)].failure;
  const failed = key === null || step.on_failure === undefined ? null : failure();
  return [{ ...withInside(own, step, inside), ...(key === null || failed === null ? {} : { [key]: failed }) }];
}

/** What a failed step leads to: its own branch, else that of the whole playbook; null when people get it anyway. */
function failureSteps(step: CacaoStep, where: Where, importing: Importing): WrittenStep[] | null {
  const { document } = importing;
  const exception = document.workflow_exception;
  if (step.on_failure !== undefined) return readChain(step.on_failure, where, importing);
  if (exception === undefined || where.above.has(exception) || document.workflow[exception]?.type === "end")
    return null;
  return readChain(exception, where, importing);
}

/** An end inside something is left in silence: what follows goes on. The end of the playbook says no disposition, so a person does. */
function endSteps(step: CacaoStep, where: Where, importing: Importing): WrittenStep[] {
  const own = ownStep(step);
  if (own !== null) return [own];
  if (where.continues) return [];
  const text = oneText([step.name, step.description].filter(Boolean).join(": "), "The playbook ends here.");
  return [ending(plainText(text), importing)];
}

function ending(reason: string, importing: Importing): WrittenStep {
  return { handoff: importing.queue, reason, questions: ["What did the incident turn out to be?"] };
}
