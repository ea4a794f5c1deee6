/** The journal: written before anything is tried, asked again under the same key, settled with what became of it. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type TestStore, testStore } from "../../test/support/database.ts";
import { seedIncident } from "../../test/support/seed.ts";
import { newId } from "../ids.ts";
import { DEFAULT_TERMS } from "../model/approval.ts";
import { usedUpText } from "../model/budget.ts";
import { transaction } from "./database.ts";
import { type Intent, intendEffects } from "./effect-intend.ts";
import { type Settlement, settleEffects } from "./effect-settle.ts";
import { effectsOnTheirWay } from "./effect-standing.ts";
import { isUnexpected } from "./failure.ts";

let store: TestStore;
let incidentId: string;
beforeAll(async () => {
  store = await testStore();
});
afterAll(() => store?.close());
beforeEach(async () => {
  incidentId = (await seedIncident(store.database, store.workspaceId)).id;
});

const REASON = "because";
const CONNECTION = newId();

function intentOf(decision: "allow" | "ask" | "refuse", given: Partial<Intent> = {}): Intent {
  const asked = { id: newId(), summary: "Block it", terms: DEFAULT_TERMS, expiresAt: inAnHour };
  const words = { what: "block", on: "ip", known: "", howLong: "", why: "", incident: "", evidence: "", playbook: "" };
  return {
    ...{ id: newId(), workspaceId: store.workspaceId, incidentId, runId: null, step: "block", playbook: "p" },
    ...{ idempotencyKey: newId(), capability: "network.block-ip", effectClass: "contain", connectionId: CONNECTION },
    ...{ connection: "edge", entityType: "ip", entityKey: newId(), args: { ip: "x" }, argsHash: "h" },
    ...{ guard: { decision, policies: ["q"], reason: REASON, budgets: [] }, budgets: [], leaseSeconds: 60 },
    ...{ reverses: null, actor: "playbook:p", again: false },
    approval: decision === "refuse" ? null : { ...asked, words: { ...words, policy: "", needs: "" } },
    ...given,
  };
}
const inAnHour = new Date(Date.now() + 3_600_000).toISOString();

const intend = async (...intents: Intent[]) =>
  transaction(store.database.system, (client) => intendEffects(client, intents));
const again = async (intent: Intent, given: Partial<Intent> = {}) =>
  (await intend({ ...intent, ...given, id: newId(), again: true }))[0]!;

const settle = (intent: Intent, status: Settlement["status"], given: Partial<Settlement> = {}) =>
  transaction(store.database.system, (client) =>
    settleEffects(client, [
      {
        ...{ effectId: intent.id, workspaceId: store.workspaceId, status, output: { done: true }, error: null },
        ...{
          readBack: null,
          actor: "playbook:p",
          lease: null,
          alreadySo: false,
          contains: false,
          link: null,
          ...given,
        },
      },
    ]),
  );
const leaseOf = (seconds = 60, target = newId()): NonNullable<Settlement["lease"]> => ({
  ...{
    id: newId(),
    reversal: "network.unblock-ip",
    seconds,
    owner: "playbook:p",
    reason: "why",
    target,
  },
});

async function one<T extends object>(text: string, id: string): Promise<T | undefined> {
  return (await store.database.system.query<T>(text, [id])).rows[0];
}
const effect = ({ id }: Intent) =>
  one<{ status: string; attempts: number; settled: boolean }>(
    "SELECT status, attempts, settled_at IS NOT NULL AS settled FROM effects WHERE id = $1",
    id,
  );
const approval = ({ id }: Intent) =>
  one<{ status: string; used: boolean; reason: string; words: { policy: string } }>(
    "SELECT status, used_at IS NOT NULL AS used, reason, words FROM approvals WHERE effect_id = $1",
    id,
  );
const answer = (intent: Intent, status: string) =>
  store.database.system.query(
    "UPDATE approvals SET status = $2, decided_by = 'person:ada', comment = 'Not today' WHERE effect_id = $1",
    [intent.id, status],
  );
const audited = async ({ id }: Intent) =>
  (
    await store.database.system.query<{ action: string }>(
      "SELECT action FROM audit WHERE subject_id = $1 ORDER BY id",
      [id],
    )
  ).rows.map(({ action }) => action);

describe("an effect that is let through", () => {
  test("is written down as tried once, and nobody is asked", async () => {
    const intent = intentOf("allow");
    expect(await intend(intent)).toEqual([{ kind: "go", effectId: intent.id }]);
    expect(await effect(intent)).toEqual({ status: "intended", attempts: 1, settled: false });
    expect(await approval(intent)).toBeUndefined();
    expect(await audited(intent)).toEqual(["effect-intended"]);
  });

  test("is to be looked for, not done, when it is asked for again and nobody knows how it ended", async () => {
    const intent = intentOf("allow");
    await intend(intent);
    expect(await again(intent)).toEqual({ kind: "check", effectId: intent.id, undone: false, refused: null });
    expect(await effect(intent)).toMatchObject({ status: "intended", attempts: 2 });
    await settle(intent, "unknown");
    expect(await again(intent)).toEqual({ kind: "check", effectId: intent.id, undone: false, refused: null });
    expect(await effect(intent)).toEqual({ status: "intended", attempts: 3, settled: false });
  });

  test("is said to be undone since, once something was given back on its entity", async () => {
    const intent = intentOf("allow");
    await intend(intent);
    await settle(intent, "unknown");
    const back = intentOf("allow", { entityKey: intent.entityKey, effectClass: "recover", leaseSeconds: null });
    await intend(back);
    expect(await again(intent)).toMatchObject({ kind: "check", undone: false });
    await settle(back, "applied");
    expect(await again(intent)).toMatchObject({ kind: "check", undone: true });
  });

  test("is not tried again once it is forbidden: after a failure not at all, and where nobody knows it is looked at", async () => {
    const intent = intentOf("allow");
    const forbidden = { guard: { decision: "refuse" as const, policies: ["f"], reason: "protected", budgets: [] } };
    await intend(intent);
    const error = { code: "guard.refused", message: "protected" };
    expect(await again(intent, forbidden)).toMatchObject({ kind: "check", refused: error });
    await settle(intent, "failed");
    expect(await again(intent, forbidden)).toMatchObject({ kind: "refused", error });
    expect(await effect(intent)).toEqual({ status: "failed", attempts: 2, settled: true });
    expect(await again(intent)).toMatchObject({ kind: "go" });
  });

  test("is tried again as it was decided about, whatever else its step would say by now", async () => {
    const intent = intentOf("allow");
    await intend(intent);
    const reworded = { args: { ip: "x", reason: "new" }, argsHash: "other" };
    expect(await again(intent, reworded)).toMatchObject({ kind: "check", args: intent.args, refused: null });
    await settle(intent, "failed");
    expect(await again(intent, reworded)).toEqual({ kind: "go", effectId: intent.id, args: intent.args });
  });

  test("is not tried again on something else, only looked at as it was tried", async () => {
    const intent = intentOf("allow");
    await intend(intent);
    const elsewhere = { args: { ip: "y" }, argsHash: "other", entityKey: newId() };
    const error = { code: "effect.another" };
    expect(await again(intent, elsewhere)).toMatchObject({ kind: "check", args: intent.args, refused: error });
    await settle(intent, "failed");
    expect(await again(intent, elsewhere)).toMatchObject({ kind: "refused", error });
  });

  test("is neither tried again by another connection nor looked at there", async () => {
    const intent = intentOf("allow");
    await intend(intent);
    const there = { connectionId: newId(), argsHash: "other" };
    const refused = { kind: "refused", error: { code: "effect.another" } };
    expect(await again(intent, there)).toMatchObject(refused);
    expect(await effect(intent)).toEqual({ status: "intended", attempts: 1, settled: false });
    await settle(intent, "failed");
    expect(await again(intent, there)).toMatchObject(refused);
  });

  test("is found by whoever did not know that another had written it", async () => {
    const intent = intentOf("allow");
    await intend(intent);
    expect(await intend({ ...intent, id: newId() })).toEqual([
      { kind: "check", effectId: intent.id, undone: false, refused: null },
    ]);
  });

  test("is an error for whoever sends the COMMIT off before knowing, and nothing beside it is written", async () => {
    const [known, beside] = [intentOf("allow"), intentOf("allow")];
    await intend(known);
    let sent = false;
    const hastily = transaction(store.database.system, (client) =>
      intendEffects(client, [{ ...known, id: newId() }, beside], () => (sent = true)),
    );
    expect(isUnexpected(await hastily.catch((error) => error))).toBe(true);
    expect(sent).toBe(true);
    expect(await audited(beside)).toEqual([]);
    expect(await intend(beside)).toEqual([{ kind: "go", effectId: beside.id }]);
  });

  test.each(["applied", "verified"] as const)("and was %s is answered from the journal", async (status) => {
    const intent = intentOf("allow");
    await intend(intent);
    await settle(intent, status);
    expect(await again(intent)).toEqual({ kind: "settled", effectId: intent.id, output: { done: true } });
    expect(await effect(intent)).toEqual({ status, attempts: 1, settled: true });
    expect(await audited(intent)).toEqual(["effect-intended", `effect-${status}`]);
  });

  test("and had no output is answered with an empty one", async () => {
    const intent = intentOf("allow");
    await intend(intent);
    await settle(intent, "verified", { output: null });
    expect(await again(intent)).toMatchObject({ kind: "settled", output: {} });
  });

  test("and failed may be tried again: nothing took hold then", async () => {
    const intent = intentOf("allow");
    await intend(intent);
    await settle(intent, "failed");
    expect(await again(intent)).toEqual({ kind: "go", effectId: intent.id });
    expect(await effect(intent)).toEqual({ status: "intended", attempts: 2, settled: false });
  });

  test("beside others stands in its place in the answer", async () => {
    const known = intentOf("allow");
    await intend(known);
    const [fresh, refused] = [intentOf("allow"), intentOf("refuse")];
    const standings = await intend(refused, { ...known, again: true }, fresh);
    expect(standings.map(({ kind, effectId }) => [kind, effectId])).toEqual([
      ["refused", refused.id],
      ["check", known.id],
      ["go", fresh.id],
    ]);
  });

  test("is on its way until it is settled, however often it was tried", async () => {
    const [tried, unknown, done, refused] = [
      intentOf("allow"),
      intentOf("allow"),
      intentOf("allow"),
      intentOf("refuse"),
    ];
    await intend(tried, unknown, done, refused);
    await settle(unknown, "unknown");
    await settle(done, "verified");
    const keys = [tried, unknown, done, refused].map(({ idempotencyKey }) => idempotencyKey);
    const found = await transaction(store.database.system, (client) => effectsOnTheirWay(client, keys));
    const as = ({ id, connectionId, args }: Intent) => ({ id, connectionId, args });
    expect([...found]).toEqual(expect.arrayContaining([tried, unknown].map((one) => [one.idempotencyKey, as(one)])));
    expect(found.size).toBe(2);
    expect((await transaction(store.database.system, (client) => effectsOnTheirWay(client, []))).size).toBe(0);
  });
});

describe("an effect beyond its budget", () => {
  const budgets = () => [{ key: newId(), max: 1, percent: null, of: null, windowSeconds: 3_600 }];

  test("is asked about, and says which budget is used up", async () => {
    const shared = budgets();
    const [first, second] = [intentOf("allow", { budgets: shared }), intentOf("allow", { budgets: shared })];
    expect((await intend(first))[0]!.kind).toBe("go");
    expect((await intend(second))[0]).toEqual({ kind: "parked", effectId: second.id, until: new Date(inAnHour) });
    const reason = `${usedUpText(shared[0]!)} ${REASON}`;
    expect(await approval(second)).toMatchObject({ status: "pending", reason, words: { policy: reason } });
    const { guard } = (await one<{ guard: object }>("SELECT guard FROM effects WHERE id = $1", second.id))!;
    expect(guard).toMatchObject({ decision: "ask", overBudget: shared[0]!.key });
  });

  test("that was let through before spends nothing when it is asked for again", async () => {
    const intent = intentOf("allow", { budgets: budgets() });
    await intend(intent);
    expect(await again(intent)).toMatchObject({ kind: "check" });
  });
});

describe("an effect that is refused", () => {
  test("is written down and stays refused, with the reason", async () => {
    const intent = intentOf("refuse");
    const error = { root: "refused", code: "guard.refused", message: REASON };
    expect(await intend(intent)).toEqual([{ kind: "refused", effectId: intent.id, error }]);
    expect(await effect(intent)).toEqual({ status: "refused", attempts: 0, settled: true });
    expect(await again(intent)).toEqual({ kind: "refused", effectId: intent.id, error });
  });
});

describe("an effect that people are asked about", () => {
  const refusal = async (intent: Intent, given: Partial<Intent> = {}) => {
    const standing = await again(intent, given);
    expect(await effect(intent)).toMatchObject({ status: "refused", settled: true });
    return standing.kind === "refused" ? standing.error : standing;
  };

  async function asked(given: Partial<Intent> = {}): Promise<Intent> {
    const intent = intentOf("ask", given);
    await intend(intent);
    return intent;
  }

  test("waits for them, as often as it is asked for", async () => {
    const intent = await asked();
    const parked = { kind: "parked", effectId: intent.id, until: new Date(inAnHour) };
    for (let times = 0; times < 2; times += 1) expect(await again(intent)).toEqual(parked);
    expect(await effect(intent)).toEqual({ status: "awaiting", attempts: 0, settled: false });
    expect(await approval(intent)).toMatchObject({ status: "pending", used: false, words: { policy: REASON } });
  });

  test("goes on with their yes, which is used by it", async () => {
    const intent = await asked();
    await answer(intent, "approved");
    expect(await again(intent)).toEqual({ kind: "go", effectId: intent.id });
    expect(await effect(intent)).toMatchObject({ status: "intended", attempts: 1 });
    expect(await approval(intent)).toMatchObject({ status: "approved", used: true });
  });

  test("does not go on with a no, and says whose and why", async () => {
    const intent = await asked();
    await answer(intent, "denied");
    const error = { root: "refused", code: "approval.denied", message: "person:ada said no: Not today" };
    expect(await refusal(intent)).toEqual(error);
    const silent = await asked();
    await answer(silent, "denied");
    await store.database.system.query("UPDATE approvals SET comment = NULL WHERE effect_id = $1", [silent.id]);
    expect(await refusal(silent)).toMatchObject({ message: "person:ada said no." });
  });

  test("is not done as something else, nor against what the policies forbid by now, whatever people said", async () => {
    const other = await asked();
    await answer(other, "approved");
    expect(await refusal(other, { argsHash: "another" })).toEqual({
      ...{ root: "refused", code: "approval.other-effect" },
      message: "What would be done now is not what people were asked about.",
    });
    expect(await approval(other)).toMatchObject({ used: false });
    const forbidden = await asked();
    await answer(forbidden, "approved");
    const guard = { decision: "refuse" as const, policies: [], reason: "forbidden by now", budgets: [] };
    expect(await refusal(forbidden, { guard })).toMatchObject({ code: "guard.refused", message: "forbidden by now" });
  });

  test("is not done when the time is over, and cannot be answered any more", async () => {
    const intent = await asked();
    await store.database.system.query("UPDATE approvals SET expires_at = now() WHERE effect_id = $1", [intent.id]);
    const error = { root: "refused", code: "approval.expired", message: "Nobody answered the approval in time." };
    expect(await refusal(intent)).toEqual(error);
    expect(await approval(intent)).toMatchObject({ status: "expired", used: false });
  });
});

describe("what became of an effect", () => {
  const leases = async ({ id }: Intent) =>
    (await store.database.system.query<{ status: string }>("SELECT status FROM leases WHERE effect_id = $1", [id]))
      .rows;

  async function settled(given: Partial<Settlement>, of: Partial<Intent> = {}): Promise<Intent> {
    const intent = intentOf("allow", of);
    await intend(intent);
    await settle(intent, "verified", given);
    return intent;
  }

  test("leaves a lease with its end and its way back, once", async () => {
    const intent = await settled({ lease: leaseOf(90), contains: true });
    await settle(intent, "verified", { lease: leaseOf(90), contains: true });
    expect(await leases(intent)).toEqual([{ status: "active" }]);
    const lease = await one<object>(
      `SELECT reversal, owner, reason, entity_key AS key, round(extract(epoch FROM expires_at - started_at))::int AS seconds,
         next_attempt_at = expires_at AS due FROM leases WHERE effect_id = $1`,
      intent.id,
    );
    const words = { reversal: "network.unblock-ip", owner: "playbook:p", reason: "why", key: intent.entityKey };
    expect(lease).toEqual({ ...words, seconds: 90, due: true });
  });

  test("is not ours to take back where it was so before, unless a lease of ours holds it", async () => {
    const found = await settled({ lease: leaseOf(), alreadySo: true });
    expect(await leases(found)).toEqual([]);
    const ours = await settled({ lease: leaseOf() });
    const beside = await settled({ lease: leaseOf(), alreadySo: true }, { entityKey: ours.entityKey });
    expect(await leases(beside)).toEqual([{ status: "active" }]);
  });

  test("is ours beside a lease on the same name at the product, whatever their records are called", async () => {
    const lease = leaseOf();
    await settled({ lease });
    const renamed = await settled({ lease: leaseOf(60, lease.target), alreadySo: true }, { entityKey: newId() });
    expect(await leases(renamed)).toEqual([{ status: "active" }]);
  });

  test("contains its incident at the first, and only what contains does", async () => {
    const containedAt = async () =>
      (await one<{ at: Date | null }>("SELECT contained_at AS at FROM incidents WHERE id = $1", incidentId))!.at;
    await settled({ contains: false });
    expect(await containedAt()).toBeNull();
    await settled({ contains: true });
    const first = await containedAt();
    expect(first).not.toBeNull();
    await settled({ contains: true });
    expect(await containedAt()).toEqual(first);
  });

  test("keeps a ticket that was opened in step with its incident", async () => {
    await settled({ link: { id: newId(), kind: "ticket", externalId: "T-1", url: "http://t/1" } });
    const link = await one<object>("SELECT kind, external_id, url FROM sync_links WHERE incident_id = $1", incidentId);
    expect(link).toEqual({ kind: "ticket", external_id: "T-1", url: "http://t/1" });
  });
});
