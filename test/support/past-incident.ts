/** An incident of the past, as a run of a program would have left it. */

import type { PastIncident } from "../../src/playbook/backtest.ts";
import { blankOutput } from "../../src/playbook/blank-answer.ts";
import { capabilityAsked } from "../../src/playbook/driven-run.ts";
import type { Program } from "../../src/playbook/program.ts";
import { type Answer, simulate } from "../../src/playbook/simulate.ts";
import type { Work } from "../../src/playbook/state.ts";
import { type FactsFragment, fillFacts } from "../../src/taxonomy/example-facts.ts";

/** Of a run of version `programId` with these answers; an effect without one succeeds. */
export function pastIncidentOf(
  program: Program,
  answer: (work: Work) => Answer | undefined,
  facts: FactsFragment = {},
  programId = "1",
): PastIncident {
  const known = fillFacts(facts);
  const { ending, records } = simulate(program, known, (work) => answer(work) ?? blank(work));
  const error = ending?.kind === "handoff" ? ending.error : null;
  const run = { programId, status: "done", outcome: null, error, lines: JSON.parse(JSON.stringify(records)) };
  return { id: "1", number: 1, type: known.type, facts: known, runs: [run], effects: [] };
}

function blank(work: Work): Answer {
  return work.kind === "action" ? { output: blankOutput(capabilityAsked(work).output) } : { silence: true };
}
