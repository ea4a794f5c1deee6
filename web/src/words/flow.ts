/** The picture of a playbook, wherever it is shown. */
import { run } from "./runs.ts";

export const flow = {
  loading: "the graph",
  states: run.states,
  kinds: run.kinds,
} as const;
