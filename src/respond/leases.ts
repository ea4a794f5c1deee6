/** Returns containments when their time has come: the reversal is an effect like any other, journalled, verified, done once. */
import { capabilities } from "../connector/capabilities/catalog.ts";
import type { ReadBack } from "../connector/connector.ts";
import { RefusedError, toErrorJson } from "../errors.ts";
import { hashOf, newId } from "../ids.ts";
import type { Log } from "../log.ts";
import { type Database, transaction } from "../store/database.ts";
import { type Intent, intendEffects, type Standing } from "../store/effect-intend.ts";
import { settleEffects } from "../store/effect-settle.ts";
import { effectsOnTheirWay } from "../store/effect-standing.ts";
import {
  claimDueLeases,
  type DueLease,
  endLease,
  type LeaseInHand,
  leaveLease,
  postponeLease,
} from "../store/lease.ts";
import { whoseIs } from "../store/lease-mark.ts";
import { actionFor, type ReadyAction, type ResponseContent, readBack } from "./content.ts";
import { settlementOf } from "./effect-activity.ts";
import { type Outcome, perform } from "./perform.ts";
import {
  FIRST_RELEASE_BACKOFF_MS,
  LOOK_AFTER_RELEASE_MS,
  MAX_RELEASE_BACKOFF_MS,
  MOST_RELEASES_IN_HAND,
  RELEASE_TIMEOUT_MS,
  RELEASES_AT_ONCE,
} from "./settings.ts";

export interface LeaseDeps {
  database: Database;
  /** Who claims: what it holds when it dies is taken by others at once. */
  worker: string;
  content(workspaceId: string): Promise<ResponseContent>;
  log: Log;
}

export interface Returning {
  /** Takes up leases that are due, as many as there is room for, and answers how many; each is released by itself. Not to be called twice at a time. */
  takeDue(): Promise<number>;
  /** Comes back when everything that was taken up is released or postponed. */
  settled(): Promise<void>;
}

/**
 * Returns containments as their time comes. A release that fails is tried again, and the ledger says why. What is in hand is known here, so that
 * what was lost with the database's connection is taken up anew, and one product that hangs holds up no other's releases.
 */
export function newReturning(deps: LeaseDeps): Returning {
  const inHand = new Map<string, { connectionId: string; released: Promise<void> }>();
  return {
    async takeDue() {
      const limit = Math.min(RELEASES_AT_ONCE, MOST_RELEASES_IN_HAND - inHand.size);
      if (limit <= 0) return 0;
      const due = await claimDueLeases(deps.database.system, {
        worker: deps.worker,
        inHand: [...inHand.keys()],
        busy: busyConnections([...inHand.values()]),
        limit,
      });
      for (const lease of due) {
        const released = releaseOrPostpone(deps, lease).finally(() => inHand.delete(lease.id));
        inHand.set(lease.id, { connectionId: lease.connectionId, released });
      }
      return due.length;
    },
    async settled() {
      await Promise.all([...inHand.values()].map(({ released }) => released));
    },
  };
}

function busyConnections(inHand: readonly { connectionId: string }[]): string[] {
  const counts = new Map<string, number>();
  for (const { connectionId } of inHand) counts.set(connectionId, (counts.get(connectionId) ?? 0) + 1);
  return [...counts].filter(([, count]) => count >= RELEASES_AT_ONCE).map(([id]) => id);
}

async function releaseOrPostpone(deps: LeaseDeps, lease: DueLease): Promise<void> {
  try {
    await releaseOne(deps, lease).catch((error) => postpone(deps, lease, error));
  } catch (error) {
    // Not even that could be written down: nobody's hands hold it then, and it is claimed again as soon as the database answers.
    deps.log.warn({ lease: lease.id, error: toErrorJson(error) }, "a release was lost and will be taken up anew");
  }
}

/** One release is one effect, however often it is taken up. */
function keyOf({ id }: DueLease): string {
  return `lease:${id}`;
}

function inHand({ worker }: LeaseDeps, { id }: DueLease): LeaseInHand {
  return { id, worker };
}

async function postpone(deps: LeaseDeps, lease: DueLease, error: unknown): Promise<void> {
  const wait = Math.min(FIRST_RELEASE_BACKOFF_MS * 2 ** Math.min(lease.attempts - 1, 20), MAX_RELEASE_BACKOFF_MS);
  deps.log.warn(
    { lease: lease.id, capability: lease.capability, error: toErrorJson(error), retryInMs: wait },
    "a containment could not be returned yet",
  );
  await postponeLease(deps.database.system, inHand(deps, lease), toErrorJson(error), new Date(Date.now() + wait));
}

async function releaseOne(deps: LeaseDeps, lease: DueLease): Promise<void> {
  const by = lease.releasedBy ?? "system";
  if (lease.heldByOther) return heldOn(deps, lease, by);
  if (lease.onItsWay)
    return leaveLease(deps.database.system, inHand(deps, lease), new Date(Date.now() + LOOK_AFTER_RELEASE_MS));
  const content = await deps.content(lease.workspaceId);
  const reversal = actionFor(content, lease.reversal, lease.connection);
  if (reversal === null)
    throw new RefusedError(
      "lease.no-reversal",
      `The connection "${lease.connection}" that could undo this is gone or no longer implements ${lease.reversal}.`,
    );
  const containment = actionFor(content, lease.capability, lease.connection);
  const bounds = { idempotencyKey: keyOf(lease), timeoutMs: RELEASE_TIMEOUT_MS };
  const before = containment === null ? null : await readBack(containment, lease.args, bounds);
  const intent = intentOf(lease, reversal, by);
  const standing = await transaction(
    deps.database.system,
    async (client) => (await intendEffects(client, [intent]))[0]!,
  );
  if (standing.kind === "settled") return end(deps, lease, by, "Undone.");
  // Someone changed the system by hand meanwhile: their change is kept, and said.
  const byHand = before === null ? null : await changedByHand(deps, lease, before);
  const outcome =
    byHand !== null
      ? leftAsItIs(byHand, before!.seen)
      : await verified(await perform(reversal, intent.args, bounds, standing.kind === "check"), containment, lease);
  await settle(deps, lease, reversal, intent, standing, outcome, by);
}

/** Only the record ends. An attempt before may have been cut off in the middle, and the other began after it: then that attempt gets its outcome here. */
async function heldOn(deps: LeaseDeps, lease: DueLease, by: string): Promise<void> {
  const note = "Another containment still holds this entity; nothing was undone.";
  const key = keyOf(lease);
  await transaction(deps.database.system, async (client) => {
    const effectId = (await effectsOnTheirWay(client, [key])).get(key)?.id;
    if (effectId !== undefined) {
      const { workspaceId } = lease;
      const cutOff =
        "This attempt was cut off, and another containment of the same began before the next: that one holds it.";
      const error = toErrorJson(new RefusedError("lease.held-on", cutOff));
      const nothing = { output: null, readBack: null, lease: null, alreadySo: false, contains: false, link: null };
      await settleEffects(client, [{ effectId, workspaceId, status: "failed", error, actor: by, ...nothing }]);
    }
    await endLease(client, inHand(deps, lease), { by, note });
  });
}

/** A reversal without a read-back of its own is verified by asking whether the containment still stands. */
async function verified(outcome: Outcome, containment: ReadyAction | null, lease: DueLease): Promise<Outcome> {
  if (outcome.status !== "applied" || containment === null) return outcome;
  const seen = await readBack(containment, lease.args, {
    idempotencyKey: keyOf(lease),
    timeoutMs: RELEASE_TIMEOUT_MS,
  });
  if (seen.inForce === "no") return { ...outcome, status: "verified", readBack: seen.seen };
  if (seen.inForce === "cannot-tell") return outcome;
  const error = new RefusedError(
    "lease.still-in-force",
    "The reversal was accepted, but the containment is still in force.",
  );
  return { ...outcome, status: "failed", error: toErrorJson(error), readBack: seen.seen };
}

/** What somebody did in the system meanwhile, in words; null where it stands as we left it, as far as the system says. */
async function changedByHand({ database }: LeaseDeps, lease: DueLease, seen: ReadBack): Promise<string | null> {
  if (seen.inForce === "no") return "It had been undone in the system already.";
  if (seen.inForce === "cannot-tell" || (await whoseIs(database.system, lease, seen.mark)) !== "somebody-elses")
    return null;
  return "Somebody had undone it in the system and done it again; what they did was left in place.";
}

function leftAsItIs(note: string, seen: Record<string, unknown>): Outcome {
  return { status: "verified", output: {}, error: null, readBack: { ...seen, note }, recovered: true, mark: null };
}

async function settle(
  deps: LeaseDeps,
  lease: DueLease,
  reversal: ReadyAction,
  intent: Intent,
  standing: Standing,
  outcome: Outcome,
  by: string,
): Promise<void> {
  const settlement = settlementOf({
    ready: reversal,
    args: intent.args,
    outcome,
    effectId: standing.effectId,
    workspaceId: lease.workspaceId,
    actor: by,
    leaseSeconds: null,
    owner: lease.owner,
  });
  await transaction(deps.database.system, async (client) => {
    await settleEffects(client, [settlement]);
    if (outcome.status === "applied" || outcome.status === "verified")
      await endLease(client, inHand(deps, lease), {
        by,
        note: String(outcome.readBack?.note ?? "Undone and read back."),
      });
  });
  if (outcome.status === "failed" || outcome.status === "unknown")
    throw new RefusedError("lease.not-released", outcome.error?.message ?? "The reversal did not take hold.");
}

async function end(deps: LeaseDeps, lease: DueLease, by: string, note: string): Promise<void> {
  await transaction(deps.database.system, (client) => endLease(client, inHand(deps, lease), { by, note }));
}

/** Releases need no permission: a way back that has to be asked for is no way back. */
function intentOf(lease: DueLease, reversal: ReadyAction, by: string): Intent {
  const { capability } = reversal.action;
  const from = capabilities.get(lease.capability)?.target?.field;
  const args = capability.input.parse({
    [capability.target!.field]: from === undefined ? lease.entityKey : lease.args[from],
    reason: "The containment has ended.",
  }) as Record<string, unknown>;
  return {
    id: newId(),
    workspaceId: lease.workspaceId,
    incidentId: lease.incidentId,
    runId: null,
    step: "release",
    playbook: lease.owner.replace(/^playbook:/, ""),
    idempotencyKey: keyOf(lease),
    capability: capability.id,
    effectClass: capability.effect,
    connectionId: reversal.connection.id,
    connection: reversal.connection.name,
    entityType: lease.entityType,
    entityKey: lease.entityKey,
    args,
    argsHash: hashOf({ capability: capability.id, connection: reversal.connection.name, args }),
    guard: { decision: "allow", policies: [], reason: "The end of a containment lease.", budgets: [] },
    budgets: [],
    leaseSeconds: null,
    reverses: lease.effectId,
    approval: null,
    actor: by,
    again: lease.attempts > 1,
  };
}
