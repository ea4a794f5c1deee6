/** Settles effects that lost their run: what took hold gets its lease, so that it is returned; what did not, and cannot any more, is closed as failed. */
import { RefusedError, toErrorJson } from "../errors.ts";
import { type Client, transaction } from "../store/database.ts";
import { type Settlement, settleEffects } from "../store/effect-settle.ts";
import { claimOrphans, isStillLookedAt, type OrphanEffect, undoneMeanwhile } from "../store/orphan.ts";
import { blankOutput } from "./blank-output.ts";
import { actionFor, readBack } from "./content.ts";
import { settlementOf } from "./effect-activity.ts";
import type { LeaseDeps } from "./leases.ts";
import type { Outcome } from "./perform.ts";
import { RELEASE_TIMEOUT_MS } from "./settings.ts";

const MOST_ORPHANS = 20;
const MINUTE_MS = 60_000;
/** How far back it is looked, each so often: what was tried an hour ago and is still open is in no hurry any more. */
const REACHES = [
  { backMs: Number.POSITIVE_INFINITY, everyMs: 24 * 60 * MINUTE_MS },
  { backMs: 2 * 24 * 60 * MINUTE_MS, everyMs: 10 * MINUTE_MS },
  { backMs: 60 * MINUTE_MS, everyMs: 0 },
];

/** Settles orphans again and again, without reading all effects there ever were each time: all of them at first and once a day. */
export function newOrphanSettling(deps: LeaseDeps, now: () => number = Date.now): () => Promise<number> {
  const looked = new Map<number, number>();
  return async () => {
    const at = now();
    const { backMs } = REACHES.find(({ backMs: back, everyMs }) => at - (looked.get(back) ?? -Infinity) >= everyMs)!;
    const found = await settleOrphans(deps, Number.isFinite(backMs) ? new Date(at - backMs) : null);
    // As many as are taken at once: there may be more as far back.
    if (found === MOST_ORPHANS) return found;
    looked.set(backMs, at);
    return 0;
  };
}

/** Looks, never repeats. `since`: only at what was tried since then. Answers how many were looked at. */
export async function settleOrphans(deps: LeaseDeps, since: Date | null = null): Promise<number> {
  const orphans = await claimOrphans(deps.database.system, MOST_ORPHANS, since);
  for (const orphan of orphans) {
    await settleOne(deps, orphan).catch((error) =>
      deps.log.warn(
        { effect: orphan.id, error: toErrorJson(error) },
        "an effect without a run could not be settled yet",
      ),
    );
  }
  return orphans.length;
}

async function settleOne(deps: LeaseDeps, orphan: OrphanEffect): Promise<void> {
  const ready = actionFor(await deps.content(orphan.workspaceId), orphan.capability, orphan.connection);
  if (ready === null) return;
  const seen = await readBack(ready, orphan.args, {
    idempotencyKey: orphan.idempotencyKey,
    timeoutMs: RELEASE_TIMEOUT_MS,
  });
  if (seen.inForce === "cannot-tell" && orphan.status === "unknown") return;
  // Closed as failed and then done it would have no way back.
  if (seen.inForce === "no" && orphan.mayCome) return;
  const because = toErrorJson(new RefusedError("effect.orphaned", "Its run ended while the call was on its way."));
  const outcome: Outcome =
    seen.inForce === "yes"
      ? {
          status: "verified",
          output: { ...blankOutput(ready.action.capability.output), ...seen.seen },
          error: null,
          readBack: seen.seen,
          recovered: true,
          mark: seen.mark ?? null,
        }
      : {
          status: seen.inForce === "no" ? "failed" : "unknown",
          output: null,
          error: because,
          readBack: seen.seen,
          recovered: true,
          mark: null,
        };
  const settlement = settlementOf({
    ready,
    args: orphan.args,
    outcome,
    effectId: orphan.id,
    workspaceId: orphan.workspaceId,
    actor: "system",
    leaseSeconds: orphan.leaseSeconds,
    owner: `playbook:${orphan.playbook}`,
  });
  await transaction(deps.database.system, async (client) => {
    if ((await isStillLookedAt(client, orphan)) && !(await isSeenTooEarly(client, orphan, settlement)))
      await settleEffects(client, [settlement]);
  });
}

/** A lease for what the end of another one, or a playbook, has undone since would hold nothing: it is looked at again later instead. */
async function isSeenTooEarly(client: Client, orphan: OrphanEffect, { lease }: Settlement): Promise<boolean> {
  if (lease === null) return false;
  const { workspaceId, connection, capability, entityType, entityKey, lookedAt } = orphan;
  const keys = [...new Set([entityKey, lease.target])];
  const containing = { workspaceId, connection, capability, entityType, keys, reversal: lease.reversal };
  return undoneMeanwhile(client, containing, lookedAt);
}
