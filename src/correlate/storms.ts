/** When so many incidents of one kind open that the next ones are one. Pure. */
import type { StormState } from "../store/correlation.ts";

/** A storm's count before the first incident. */
export function noStorm(key: string, workspaceId: string, rule: string, at: Date): StormState {
  return { key, workspaceId, rule, beganAt: at, lastAt: at, opened: 0, folded: 0, incidentId: null };
}

/**
 * Counts an alert that would open an incident, and answers whether it is to be folded instead. A storm lasts until nothing came for the
 * rule's time; without one, counting begins anew when the time is over.
 */
export function countOpening(state: StormState, rule: { moreThan: number; withinSeconds: number }, at: Date): boolean {
  const within = rule.withinSeconds * 1000;
  const raging = state.incidentId !== null && at.getTime() - state.lastAt.getTime() <= within;
  if (!raging && (state.incidentId !== null || at.getTime() - state.beganAt.getTime() > within))
    Object.assign(state, { beganAt: at, opened: 0, folded: 0, incidentId: null });
  if (at > state.lastAt) state.lastAt = at;
  if (raging || state.opened >= rule.moreThan) {
    state.folded += 1;
    return true;
  }
  state.opened += 1;
  return false;
}
