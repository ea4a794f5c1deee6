/** Whether the stop button holds an effect, as the server decides it: a yes that is given meanwhile waits for the thaw. */
import type { Freeze } from "../../../../src/model/freeze.ts";

type Held = Record<"playbook" | "capability" | "connection" | "effectClass", string>;

/** The first of the freezes in force that holds it. What gives back what was taken is never held. */
export function heldBy(freezes: readonly Freeze[], effect: Held | null): Freeze | undefined {
  if (effect === null || effect.effectClass === "recover") return undefined;
  return freezes.find(({ scope, name }) => {
    if (scope === "everything" || scope === "workspace") return true;
    return name === effect[scope];
  });
}
