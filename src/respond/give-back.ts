/**
 * A step that undoes a containment (a `compensate`, a way back in the playbook itself) gives back what its own incident holds, through the ledger, and nothing
 * that another incident holds: two incidents about one account do not end each other's containment.
 */
import { type ErrorJson, RefusedError, toErrorJson } from "../errors.ts";
import type { Client } from "../store/database.ts";
import { settleEffects } from "../store/effect-settle.ts";
import { effectsOnTheirWay } from "../store/effect-standing.ts";
import { releaseNow } from "../store/lease.ts";
import { type HeldLease, type Holding, holdingOf, type Reversing } from "../store/lease-give-back.ts";
import { type InTurn, undoneBy } from "./in-turn.ts";
import type { Ask } from "./intend.ts";

/** Nothing is left to do, or nothing may be done; either way nothing is called. */
export type GivenBack = { kind: "given-back" } | { kind: "not-given-back"; error: ErrorJson };

/**
 * The opposite is being done at this moment, by the ledger for a lease that ends or by another run: nothing is journalled or tried, and it is asked again right
 * after. What is contained now would be undone under its hands, and what is given back is called once.
 */
export interface OutOfTurn {
  kind: "out-of-turn";
}

/** Where leases bear on reversals; what no lease bears on is done as any other effect. */
export async function giveBack(client: Client, reversals: readonly InTurn[]): Promise<[Ask, GivenBack | OutOfTurn][]> {
  const holding = await holdingOf(client, reversals.map(reversingOf));
  const standings: [Ask, GivenBack | OutOfTurn][] = [];
  for (const [place, { ask }] of reversals.entries()) {
    const standing = holding[place] == null ? null : await standingOf(client, ask.intent, holding[place]);
    if (standing !== null) standings.push([ask, standing]);
  }
  await closeTried(client, standings);
  return standings;
}

function reversingOf({ ask, ...acting }: InTurn): Reversing {
  const { incidentId, idempotencyKey, actor } = ask.intent;
  return { ...acting, undoes: undoneBy(acting.capability), incidentId, idempotencyKey, actor };
}

/** An attempt before was cut off or failed, and what holds the entity now came after it: nothing is tried any more, and the journal says so. */
async function closeTried(client: Client, standings: readonly [Ask, GivenBack | OutOfTurn][]): Promise<void> {
  const closed = standings.filter(([{ intent }, { kind }]) => intent.again && kind !== "out-of-turn");
  const keys = closed.map(([{ intent }]) => intent.idempotencyKey);
  const tried = await effectsOnTheirWay(client, keys);
  const nothing = { output: null, readBack: null, lease: null, alreadySo: false, contains: false, link: null };
  const cutOff = "This attempt was cut off, and what it would undo is held by a containment that began after it.";
  const error = toErrorJson(new RefusedError("lease.held-on", cutOff));
  const settlements = closed.flatMap(([{ intent }]) => {
    const effectId = tried.get(intent.idempotencyKey)?.id;
    if (effectId === undefined) return [];
    const { workspaceId, actor } = intent;
    return [{ effectId, workspaceId, status: "failed" as const, error, actor, ...nothing }];
  });
  if (settlements.length > 0) await settleEffects(client, settlements);
}

async function standingOf(
  client: Client,
  { workspaceId, actor, again }: Ask["intent"],
  { held, gaveBack, tried, onItsWay }: Holding,
): Promise<GivenBack | OutOfTurn | null> {
  const own = held.filter((lease) => lease.own);
  const stuck = own.find((lease) => lease.stuck !== null);
  if (stuck !== undefined) return notGivenBack("lease.not-released", `${stuck.stuck} It is tried again by itself.`);
  if (own.length > 0) {
    for (const { id } of own) await releaseNow(client, workspaceId, id, actor);
    return { kind: "out-of-turn" };
  }
  // What was tried itself is looked at: the journal says how that ended.
  if (gaveBack && (held.length > 0 || (again && !tried))) return { kind: "given-back" };
  if (held.length > 0) return notGivenBack("lease.held-on", `${heldBy(held)} Nothing was undone.`);
  return onItsWay ? { kind: "out-of-turn" } : null;
}

function heldBy(held: readonly HeldLease[]): string {
  const last = held.reduce((a, b) => (b.expiresAt > a.expiresAt ? b : a));
  const who = last.incident === null ? "Another containment" : `Incident ${last.incident}`;
  return `${who} holds it until ${last.expiresAt.toISOString()}.`;
}

function notGivenBack(code: string, message: string): GivenBack {
  return { kind: "not-given-back", error: toErrorJson(new RefusedError(code, message)) };
}
