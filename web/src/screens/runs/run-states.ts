/** How the steps of a run went, and where it is now, from its records and its effects. */
import type { PlaybookGraph } from "../../../../src/api/contract/playbook-editor.ts";
import type { EffectView, RunDetail } from "../../../../src/api/contract/run.ts";
import type { StepState } from "../../ui/flow-node.tsx";

type Told = Pick<RunDetail, "status" | "steps">;
type Caused = Pick<EffectView, "step" | "status" | "reverses">;

const OPEN: readonly RunDetail["status"][] = ["ready", "running", "waiting"];

/** By the step's id; what is not there was not reached. The last record of a step counts, and where the run is now is said last. */
export function statesOf(run: Told, effects: readonly Caused[], graph: PlaybookGraph): Map<string, StepState> {
  const states = new Map<string, StepState>();
  for (const { step, status } of run.steps) states.set(step, status === "failed" ? "failed" : "passed");
  for (const { step, status, reverses } of effects)
    if (status === "refused" && reverses === null && states.get(nodeOf(step)) === "failed")
      states.set(nodeOf(step), "refused");
  for (const id of placesNow(run, effects, graph)) states.set(id, "waiting");
  return states;
}

/** Where an open run is: at effects that are not settled, or else at what comes after its last step. */
function placesNow({ status, steps }: Told, effects: readonly Caused[], graph: PlaybookGraph): string[] {
  if (!OPEN.includes(status)) return [];
  const unsettled = effects.filter((one) => one.status === "awaiting" || one.status === "intended");
  if (unsettled.length > 0) return unsettled.map(({ step }) => nodeOf(step));
  const last = steps.at(-1);
  if (last === undefined) return graph.nodes.slice(0, 1).map(({ id }) => id);
  const recorded = new Set(steps.map(({ step }) => step));
  const next = graph.edges.filter(({ from, kind }) => from === last.step && (kind === "failure") === failed(last));
  return next.map(({ to }) => to).filter((id) => !recorded.has(id) && next.length === 1);
}

function failed({ status }: RunDetail["steps"][number]): boolean {
  return status === "failed";
}

/** The step that an effect belongs to: in a loop its round stands behind it, `block@2`. */
export function nodeOf(step: string): string {
  return step.split("@")[0] ?? step;
}

/** The steps in order, attempts of one taken together, and where the run is now last. */
export function wayOf(steps: readonly string[], states: ReadonlyMap<string, StepState> = new Map()): string[] {
  const now = [...states].filter(([id, state]) => state === "waiting" && !steps.includes(id)).map(([id]) => id);
  return [...steps, ...now].filter((step, place, all) => step !== all[place - 1]);
}
