/** How things stand with effects that were journalled before: done, tried, waiting for people, or refused. */
import type { ErrorJson } from "../errors.ts";
import type { ApprovalTerms } from "../model/approval.ts";
import type { GuardDecision } from "../model/effect.ts";
import { expireApprovals, nextRound, proceedUnanswered, useApprovals } from "./approval-expiry.ts";
import type { Client } from "./database.ts";
import type { Intent, Standing } from "./effect-intend.ts";

interface KnownEffect {
  key: string;
  id: string;
  status: string;
  argsHash: string;
  output: unknown;
  error: { code?: string; message?: string; root?: string } | null;
  guard: GuardDecision;
  approvalId: string | null;
  approval: string | null;
  terms: ApprovalTerms | null;
  until: Date | null;
  overdue: boolean;
  by: string | null;
  comment: string | null;
}

/** The standings of those intents that are in the journal, by idempotency key. Expiries fall due here, in the transaction that acts on them. */
export async function standingOf(client: Client, intents: readonly Intent[]): Promise<Map<string, Standing>> {
  if (intents.length === 0) return new Map();
  const known = await knownEffects(client, intents);
  const standings = new Map<string, Standing>();
  for (const intent of intents) {
    const effect = known.get(intent.idempotencyKey);
    if (effect !== undefined) standings.set(intent.idempotencyKey, await standingOfKnown(client, effect, intent));
  }
  const idsThat = (holds: (effect: KnownEffect, standing: Standing) => boolean) =>
    [...known.values()].filter((effect) => holds(effect, standings.get(effect.key)!)).map(({ id }) => id);
  const going = idsThat((_effect, { kind }) => kind === "go" || kind === "check");
  if (going.length > 0) {
    await client.query(
      "UPDATE effects SET status = 'intended', attempts = attempts + 1, settled_at = NULL WHERE id = ANY ($1::uuid[])",
      [going],
    );
    await useApprovals(client, going);
  }
  const refused = idsThat((effect, { kind }) => effect.status === "awaiting" && kind === "refused");
  if (refused.length > 0) {
    await client.query("UPDATE effects SET status = 'refused', settled_at = now() WHERE id = ANY ($1::uuid[])", [
      refused,
    ]);
    await expireApprovals(client, refused);
  }
  return standings;
}

/** Effects under these keys that were tried, and of which nobody knows how that ended: their ids by key. */
export async function effectsOnTheirWay(client: Client, keys: readonly string[]): Promise<Map<string, string>> {
  if (keys.length === 0) return new Map();
  const result = await client.query<{ key: string; id: string }>(
    "SELECT idempotency_key AS key, id FROM effects WHERE idempotency_key = ANY ($1::text[]) AND status IN ('intended', 'unknown') FOR UPDATE",
    [keys],
  );
  return new Map(result.rows.map(({ key, id }) => [key, id]));
}

async function knownEffects(client: Client, intents: readonly Intent[]): Promise<Map<string, KnownEffect>> {
  const result = await client.query<KnownEffect>(
    `SELECT e.idempotency_key AS key, e.id, e.status, e.args_hash AS "argsHash", e.output, e.error, e.guard, a.id AS "approvalId", a.terms,
       a.expires_at AS until, a.expires_at <= now() AS overdue, a.decided_by AS by, a.comment, a.status AS approval
     FROM effects e LEFT JOIN approvals a ON a.effect_id = e.id WHERE e.idempotency_key = ANY ($1::text[]) FOR UPDATE OF e`,
    [intents.map((intent) => intent.idempotencyKey)],
  );
  return new Map(result.rows.map((row) => [row.key, row]));
}

async function standingOfKnown(client: Client, effect: KnownEffect, intent: Intent): Promise<Standing> {
  const effectId = effect.id;
  switch (effect.status) {
    case "applied":
    case "verified":
      return { kind: "settled", effectId, output: effect.output ?? {} };
    case "intended":
    case "unknown":
      return { kind: "check", effectId };
    case "failed":
      // Nothing took hold then; the stepper asks again only where its retry rules say so.
      return { kind: "go", effectId };
    case "refused": {
      const message = effect.error?.message ?? effect.guard.reason;
      return { kind: "refused", effectId, error: { root: "refused", code: "guard.refused", message } };
    }
    default:
      return awaitedStanding(client, effect, intent);
  }
}

/** A yes is for the very effect that was asked about, and no yes lifts what is forbidden by now. */
async function awaitedStanding(client: Client, effect: KnownEffect, intent: Intent): Promise<Standing> {
  const effectId = effect.id;
  const refused = (error: ErrorJson): Standing => ({ kind: "refused", effectId, error });
  if (effect.argsHash !== intent.argsHash) {
    const message = "What would be done now is not what people were asked about.";
    return refused({ root: "refused", code: "approval.other-effect", message });
  }
  const { decision, reason } = intent.guard;
  if (decision === "refuse") return refused({ root: "refused", code: "guard.refused", message: reason });
  switch (effect.approval) {
    case "approved":
      return { kind: "go", effectId };
    case "denied": {
      const message = `${effect.by} said no${effect.comment ? `: ${effect.comment}` : "."}`;
      return refused({ root: "refused", code: "approval.denied", message });
    }
    case "pending":
      if (effect.overdue) return overdueStanding(client, effect, intent);
      return { kind: "parked", effectId, until: effect.until ?? new Date() };
    default:
      return refused(unanswered("."));
  }
}

async function overdueStanding(client: Client, effect: KnownEffect, intent: Intent): Promise<Standing> {
  const effectId = effect.id;
  const refused = (error: ErrorJson): Standing => ({ kind: "refused", effectId, error });
  if (effect.terms?.onExpiry === "escalate") {
    const until = await nextRound(client, effect.approvalId!);
    if (until !== null) return { kind: "parked", effectId, until };
    return refused(unanswered(", and nobody is left in the on-call order."));
  }
  // What the policies say now counts: what was permitted to proceed when it was asked may no longer be.
  if (effect.terms?.onExpiry === "proceed" && intent.guard.terms?.onExpiry === "proceed") {
    if (await proceedUnanswered(client, effect.approvalId!, intent)) return { kind: "go", effectId };
    return refused(unanswered(", and what may be done unanswered is used up."));
  }
  return refused(unanswered("."));
}

function unanswered(more: string): ErrorJson {
  return { root: "refused", code: "approval.expired", message: `Nobody answered the approval in time${more}` };
}
