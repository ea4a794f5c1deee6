/** Looks at how playbooks do, opens the breakers of those that do badly, and says so in chat. */
import { isIdempotent } from "../connector/connector.ts";
import { isCordonError, toErrorJson } from "../errors.ts";
import { whyOpen } from "../guard/breaker.ts";
import { openBreaker, playbooksToWatch, recentOutcomes, thresholdsOf } from "../store/breaker.ts";
import { claimUntold, noteTold, noteUntold, type UntoldBreaker } from "../store/breaker-telling.ts";
import { transaction } from "../store/database.ts";
import { isPassing } from "../store/failure.ts";
import { actionFor, call } from "./content.ts";
import type { LeaseDeps } from "./leases.ts";
import { neverArrived } from "./never-arrived.ts";

const AT_ONCE = 20;
const TELL_TIMEOUT_MS = 15_000;

/** Opens what is to be opened and tells of what was; answers how many of both. Any number of processes may do it at any time. */
export async function watchBreakers(deps: LeaseDeps): Promise<number> {
  const { system } = deps.database;
  let opened = 0;
  for (const watched of await playbooksToWatch(system)) {
    const open = await openWhereDue(deps, watched).catch((error) => {
      // What is wrong with one must not keep the others from being looked at.
      if (isPassing(error)) throw error;
      deps.log.error({ ...watched, error: toErrorJson(error) }, "a playbook could not be looked at");
      return false;
    });
    if (open) opened += 1;
  }
  const untold = await claimUntold(system, AT_ONCE);
  for (const breaker of untold) await tell(deps, breaker);
  return opened + untold.length;
}

async function openWhereDue(
  { database: { system }, log }: LeaseDeps,
  { workspaceId, playbook }: { workspaceId: string; playbook: string },
): Promise<boolean> {
  const thresholds = await thresholdsOf(system, workspaceId);
  const why = whyOpen(await recentOutcomes(system, workspaceId, playbook, thresholds), thresholds);
  if (why === null) return false;
  const opened = await transaction(system, (client) => openBreaker(client, workspaceId, { playbook, ...why }));
  if (opened) log.warn({ workspace: workspaceId, playbook, ...why }, "a breaker opened");
  return opened;
}

/**
 * To the default channel of the oldest connection that can; where there is none, the record and the list have to do. What may have arrived is not said again, unless
 * the product drops a second message of the same key.
 */
async function tell(deps: LeaseDeps, breaker: UntoldBreaker): Promise<void> {
  const { playbook, reason } = breaker;
  const text = `The playbook ${playbook} asks before everything it does from now on. ${reason} To let it go on by itself: cordon breakers reset ${playbook} --reason …`;
  const { system } = deps.database;
  let repeatable = true;
  try {
    const chat = actionFor(await deps.content(breaker.workspaceId), "chat.post-message", null);
    repeatable = chat === null || isIdempotent(chat.action, chat.connection.parts.settings);
    // Before it is sent: who dies on the way leaves nobody who knows whether it was.
    if (!repeatable) await noteTold(system, breaker.id);
    const bounds = { idempotencyKey: `breaker:${breaker.id}`, timeoutMs: TELL_TIMEOUT_MS };
    if (chat !== null) await call(chat, { text }, bounds);
    if (repeatable) await noteTold(system, breaker.id);
  } catch (thrown) {
    const error = toErrorJson(thrown);
    deps.log.warn({ breaker: breaker.id, error }, "nobody could be told of a breaker");
    const again = isCordonError(thrown)
      ? error.root === "transient" && (repeatable || neverArrived(error))
      : repeatable;
    await (again ? noteUntold : noteTold)(system, breaker.id);
  }
}
