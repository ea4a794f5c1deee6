/** Whether the stop button holds an effect. Pure. */

import type { FreezeScope } from "../model/freeze.ts";
import { frozenText } from "../model/words.ts";
import type { FreezeInForce } from "../store/freeze.ts";

export interface Freezable {
  workspaceId: string;
  playbook: string;
  capability: string;
  effectClass: string;
  connection: string;
}

/** The freeze that holds the effect. What gives back what was taken is never held. */
export function freezeOn(freezes: readonly FreezeInForce[], effect: Freezable): FreezeInForce | undefined {
  if (effect.effectClass === "recover") return undefined;
  return freezes.find(({ scope, name, workspaceId }) =>
    scope === "everything" ? true : workspaceId === effect.workspaceId && name === namedBy(scope, effect),
  );
}

/** The freeze that holds the effect, in words; null when none does. */
export function frozenBy(freezes: readonly FreezeInForce[], effect: Freezable): string | null {
  const found = freezeOn(freezes, effect);
  if (found === undefined) return null;
  return `${found.by} froze ${frozenText(found)}: ${found.reason}`;
}

function namedBy(scope: FreezeScope, effect: Freezable): string {
  switch (scope) {
    case "playbook":
    case "capability":
    case "connection":
      return effect[scope];
    default:
      return "";
  }
}
