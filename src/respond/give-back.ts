/**
 * A step that undoes a containment (a `compensate`, a way back in the playbook itself) gives back what its own incident holds, through the ledger, and nothing
 * that another incident holds: two incidents about one account do not end each other's containment.
 */
import { type ErrorJson, RefusedError, toErrorJson } from "../errors.ts";
import type { Client } from "../store/database.ts";
import type { Intent } from "../store/effect-intend.ts";
import { releaseNow } from "../store/lease.ts";
import { type HeldLease, type Holding, holdingOf } from "../store/lease-give-back.ts";

/** Nothing is left to do, or nothing may be done; either way nothing is called. */
export type GivenBack = { kind: "given-back" } | { kind: "not-given-back"; error: ErrorJson };

/**
 * The ledger is undoing the same at this moment, for a lease that ends: nothing is journalled or tried, and it is asked again right after. What is contained
 * now would be undone under its hands, and what is given back is called once.
 */
export interface BeingUndone {
  kind: "being-undone";
}

/** An effect that would undo what leases hold, with every key that its entity goes by. */
export interface Reversal {
  intent: Omit<Intent, "guard" | "budgets" | "approval">;
  keys: string[];
}

/** Where leases bear on reversals, by their place in the list; what no lease bears on is done as any other effect. */
export async function giveBack(
  client: Client,
  reversals: readonly Reversal[],
): Promise<Map<number, GivenBack | BeingUndone>> {
  const holding = await holdingOf(
    client,
    reversals.map(({ intent, keys }) => ({ ...pick(intent), keys })),
  );
  const standings = new Map<number, GivenBack | BeingUndone>();
  for (const [place, { intent }] of reversals.entries()) {
    const standing = holding[place] == null ? null : await standingOf(client, intent, holding[place]);
    if (standing !== null) standings.set(place, standing);
  }
  return standings;
}

async function standingOf(
  client: Client,
  { workspaceId, actor, again }: Reversal["intent"],
  { held, gaveBack }: Holding,
): Promise<GivenBack | BeingUndone | null> {
  const own = held.filter((lease) => lease.own);
  const stuck = own.find((lease) => lease.stuck !== null);
  if (stuck !== undefined) return notGivenBack("lease.not-released", `${stuck.stuck} It is tried again by itself.`);
  if (own.length > 0) {
    for (const { id } of own) await releaseNow(client, workspaceId, id, actor);
    return { kind: "being-undone" };
  }
  if (gaveBack && (again || held.length > 0)) return { kind: "given-back" };
  return held.length === 0 ? null : notGivenBack("lease.held-on", `${heldBy(held)} Nothing was undone.`);
}

function heldBy(held: readonly HeldLease[]): string {
  const last = held.reduce((a, b) => (b.expiresAt > a.expiresAt ? b : a));
  const who = last.incident === null ? "Another containment" : `Incident ${last.incident}`;
  return `${who} holds it until ${last.expiresAt.toISOString()}.`;
}

function notGivenBack(code: string, message: string): GivenBack {
  return { kind: "not-given-back", error: toErrorJson(new RefusedError(code, message)) };
}

function pick({
  workspaceId,
  connectionId,
  capability,
  entityType,
  incidentId,
  idempotencyKey,
  actor,
}: Reversal["intent"]) {
  return { workspaceId, connectionId, capability, entityType, incidentId, idempotencyKey, actor };
}
