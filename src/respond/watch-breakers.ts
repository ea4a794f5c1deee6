/** Looks at how playbooks do, opens the breakers of those that do badly, and says so in chat. */
import { isCordonError, toErrorJson } from "../errors.ts";
import { whyOpen } from "../guard/breaker.ts";
import { openBreaker, playbooksToWatch, recentOutcomes, thresholdsOf } from "../store/breaker.ts";
import { claimUntold, noteTold, type UntoldBreaker } from "../store/breaker-telling.ts";
import { transaction } from "../store/database.ts";
import { actionFor, call } from "./content.ts";
import type { LeaseDeps } from "./leases.ts";

const AT_ONCE = 20;
const TELL_TIMEOUT_MS = 15_000;

/** Opens what is to be opened and tells of what was; answers how many of both. Any number of processes may do it at any time. */
export async function watchBreakers(deps: LeaseDeps): Promise<number> {
  const { system } = deps.database;
  let opened = 0;
  for (const { workspaceId, playbook } of await playbooksToWatch(system)) {
    const thresholds = await thresholdsOf(system, workspaceId);
    const why = whyOpen(await recentOutcomes(system, workspaceId, playbook, thresholds), thresholds);
    if (why === null) continue;
    if (!(await transaction(system, (client) => openBreaker(client, workspaceId, { playbook, ...why })))) continue;
    opened += 1;
    deps.log.warn({ workspace: workspaceId, playbook, ...why }, "a breaker opened");
  }
  const untold = await claimUntold(system, AT_ONCE);
  for (const breaker of untold) await tell(deps, breaker);
  return opened + untold.length;
}

/** To the default channel of the oldest connection that can; where there is none, the record and the list have to do. */
async function tell(deps: LeaseDeps, breaker: UntoldBreaker): Promise<void> {
  const { playbook, reason } = breaker;
  const text = `The playbook ${playbook} asks before everything it does from now on. ${reason} To let it go on by itself: cordon breakers reset ${playbook} --reason …`;
  try {
    const chat = actionFor(await deps.content(breaker.workspaceId), "chat.post-message", null);
    const bounds = { idempotencyKey: `breaker:${breaker.id}`, timeoutMs: TELL_TIMEOUT_MS };
    if (chat !== null) await call(chat, { text }, bounds);
  } catch (error) {
    deps.log.warn({ breaker: breaker.id, error: toErrorJson(error) }, "nobody could be told of a breaker");
    if (!isCordonError(error) || error.root === "transient") return;
  }
  await noteTold(deps.database.system, breaker.id);
}
