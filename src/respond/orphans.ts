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

/** Looks, never repeats. Answers how many were settled. */
export async function settleOrphans(deps: LeaseDeps): Promise<number> {
  const orphans = await claimOrphans(deps.database.system, 20);
  for (const orphan of orphans) {
    await settleOne(deps, orphan).catch((error) =>
      deps.log.warn(
        { effect: orphan.id, error: toErrorJson(error) },
        "an effect without a run could not be settled yet",
      ),
    );
  }
  return 0;
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
