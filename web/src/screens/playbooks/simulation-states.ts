/** How the steps of a simulation went, for the picture. */
import type { PlaybookSimulation } from "../../../../src/api/contract/playbook-editor.ts";
import type { StepState } from "../../ui/flow-node.tsx";

type Told = Pick<PlaybookSimulation, "passed" | "records" | "standing">;

/** The last word on a step counts; where it stands is said last. */
export function statesOfSimulation({ passed, records, standing }: Told): Map<string, StepState> {
  const states = new Map<string, StepState>(passed.map((step) => [step, "passed"]));
  for (const { step, status } of records) states.set(step, status === "failed" ? "failed" : "passed");
  if (standing.step !== null && standing.at !== "end")
    states.set(standing.step, standing.at === "nowhere" ? "failed" : "waiting");
  return states;
}
