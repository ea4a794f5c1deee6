/** The picture of a playbook, wherever it is shown. */
import { run } from "./runs.ts";

export const flow = {
  loading: "the graph",
  step: (title: string, kind: string, state: string) => [title, kind, state].filter((part) => part !== "").join(", "),
  states: run.states,
  kinds: run.kinds,
} as const;
