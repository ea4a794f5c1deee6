/** How things stand with effects that were journalled before: done, tried, waiting for people, or refused. */
import { type ErrorJson, RefusedError, toErrorJson } from "../errors.ts";
import type { ApprovalTerms } from "../model/approval.ts";
import type { GuardDecision } from "../model/effect.ts";
import { expireApprovals, nextRound, proceedUnanswered, useApprovals } from "./approval-expiry.ts";
import type { Client } from "./database.ts";
import { askAfterAll, roomAgain } from "./effect-again.ts";
import type { Intent, Standing } from "./effect-intend.ts";

interface KnownEffect {
  key: string;
  id: string;
  status: string;
  argsHash: string;
  args: Record<string, unknown>;
  connection: string;
  entityKey: string;
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
  /** A containment that was tried, and something was given back on its entity since. */
  undone: boolean;
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
  for (const [intent, standing] of await withoutRoom(client, intents, known, standings))
    standings.set(intent.idempotencyKey, standing);
  const idsThat = (holds: (effect: KnownEffect, standing: Standing) => boolean) =>
    [...known.values()].filter((effect) => holds(effect, standings.get(effect.key)!)).map(({ id }) => id);
  const going = idsThat((_effect, { kind }) => kind === "go" || kind === "check");
  if (going.length > 0) {
    await client.query(
      "UPDATE effects SET status = 'intended', attempts = attempts + 1, tried_at = now(), looked_at = NULL, settled_at = NULL WHERE id = ANY ($1::uuid[])",
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

/** What failed held nothing since, and others may have taken its room; what a person said yes to needs none. */
async function withoutRoom(
  client: Client,
  intents: readonly Intent[],
  known: ReadonlyMap<string, KnownEffect>,
  standings: ReadonlyMap<string, Standing>,
): Promise<Map<Intent, Standing>> {
  const failed = intents.flatMap((intent) => {
    const { idempotencyKey: key } = intent;
    const effect = known.get(key);
    if (effect?.status !== "failed" || effect.approval === "approved" || standings.get(key)!.kind !== "go") return [];
    return [{ ...intent, id: effect.id, asked: effect.approval !== null, intent }];
  });
  const out = new Map<Intent, Standing>();
  for (const [{ id, asked, intent }, full] of await roomAgain(client, failed)) {
    if (asked) out.set(intent, { kind: "refused", effectId: id, error: unanswered(USED_UP) });
    else out.set(intent, { kind: "parked", effectId: id, until: await askAfterAll(client, { ...intent, id }, full) });
  }
  return out;
}

export interface OnItsWay {
  id: string;
  connection: string;
  /** As they were decided about. */
  args: Record<string, unknown>;
}

/** Effects under these keys that were tried, and of which nobody knows how that ended, by key. */
export async function effectsOnTheirWay(client: Client, keys: readonly string[]): Promise<Map<string, OnItsWay>> {
  if (keys.length === 0) return new Map();
  const result = await client.query<OnItsWay & { key: string }>(
    `SELECT idempotency_key AS key, id, connection, args FROM effects WHERE idempotency_key = ANY ($1::text[]) AND status IN ('intended', 'unknown') FOR UPDATE`,
    [keys],
  );
  return new Map(result.rows.map(({ key, ...effect }) => [key, effect]));
}

async function knownEffects(client: Client, intents: readonly Intent[]): Promise<Map<string, KnownEffect>> {
  const result = await client.query<KnownEffect>(
    `SELECT e.idempotency_key AS key, e.id, e.status, e.args_hash AS "argsHash", e.args, e.connection,
       e.entity_key AS "entityKey", e.output, e.error, e.guard, a.id AS "approvalId", a.terms,
       a.expires_at AS until, a.expires_at <= now() AS overdue, a.decided_by AS by, a.comment, a.status AS approval,
       CASE WHEN e.status IN ('intended', 'unknown') AND e.lease_seconds IS NOT NULL THEN EXISTS (SELECT 1 FROM effects u WHERE u.workspace_id = e.workspace_id
         AND u.entity_key = e.entity_key AND u.entity_type = e.entity_type AND u.connection = e.connection AND u.effect_class = 'recover'
         AND u.settled_at >= e.intended_at) ELSE false END AS undone
     FROM effects e LEFT JOIN approvals a ON a.effect_id = e.id WHERE e.idempotency_key = ANY ($1::text[]) FOR UPDATE OF e`,
    [intents.map((intent) => intent.idempotencyKey)],
  );
  return new Map(result.rows.map((row) => [row.key, row]));
}

async function standingOfKnown(client: Client, effect: KnownEffect, intent: Intent): Promise<Standing> {
  const effectId = effect.id;
  const forbidden = forbiddenNow(intent);
  switch (effect.status) {
    case "applied":
    case "verified":
      return { kind: "settled", effectId, output: effect.output ?? {} };
    case "intended":
    case "unknown":
      if (isElsewhere(effect, intent)) return { kind: "refused", effectId, error: anotherEffect() };
      return {
        ...{ kind: "check", effectId, ...asTried(effect, intent), undone: effect.undone },
        refused: forbidden ?? (isAnother(effect, intent) ? anotherEffect() : null),
      };
    case "failed":
      if (isAnother(effect, intent)) return { kind: "refused", effectId, error: anotherEffect() };
      if (forbidden !== null) return { kind: "refused", effectId, error: forbidden };
      // Nothing took hold then; the stepper asks again only where its retry rules say so.
      return { kind: "go", effectId, ...asTried(effect, intent) };
    case "refused": {
      const message = effect.error?.message ?? effect.guard.reason;
      return { kind: "refused", effectId, error: { root: "refused", code: "guard.refused", message } };
    }
    default:
      return awaitedStanding(client, effect, intent);
  }
}

/** What is forbidden by now is not tried again, whatever was decided when it was tried first. */
function forbiddenNow({ guard }: Intent): ErrorJson | null {
  return guard.decision === "refuse" ? { root: "refused", code: "guard.refused", message: guard.reason } : null;
}

/**
 * What was decided about, tried and written down would be done elsewhere or to something else now: its connection was taken away meanwhile and another one answers
 * for the capability, or the incident has changed that the step reads.
 */
function isAnother(effect: KnownEffect, intent: Intent): boolean {
  if (effect.argsHash === intent.argsHash) return false;
  return isElsewhere(effect, intent) || effect.entityKey !== intent.entityKey;
}

/** By a connection of another name; one that was added anew under its name is the same to everybody. */
function isElsewhere(effect: KnownEffect, intent: Intent): boolean {
  return effect.connection !== intent.connection;
}

/** What was tried is tried as it was decided about, whatever else the step would say by now. */
function asTried(effect: KnownEffect, intent: Intent): { args?: Record<string, unknown> } {
  return effect.argsHash === intent.argsHash ? {} : { args: effect.args };
}

function anotherEffect(): ErrorJson {
  const what = "What would be done now is not what was tried before: by another connection, or to something else.";
  return toErrorJson(new RefusedError("effect.another", `${what} Look at what was tried before doing it again.`));
}

/** A yes is for the very effect that was asked about, and no yes lifts what is forbidden by now. */
async function awaitedStanding(client: Client, effect: KnownEffect, intent: Intent): Promise<Standing> {
  const effectId = effect.id;
  const refused = (error: ErrorJson): Standing => ({ kind: "refused", effectId, error });
  if (effect.argsHash !== intent.argsHash) {
    const message = "What would be done now is not what people were asked about.";
    return refused({ root: "refused", code: "approval.other-effect", message });
  }
  const forbidden = forbiddenNow(intent);
  if (forbidden !== null) return refused(forbidden);
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
    return refused(unanswered(USED_UP));
  }
  return refused(unanswered("."));
}

const USED_UP = ", and what may be done unanswered is used up.";

function unanswered(more: string): ErrorJson {
  return { root: "refused", code: "approval.expired", message: `Nobody answered the approval in time${more}` };
}
