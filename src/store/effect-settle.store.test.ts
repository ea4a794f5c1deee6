/** The journal's second half: an effect is settled with what became of it, and a containment leaves its lease. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type TestStore, testStore } from "../../test/support/database.ts";
import { type Journal, journalIn, leaseOf } from "../../test/support/effect-journal.ts";
import { newId } from "../ids.ts";
import type { Intent } from "./effect-intend.ts";
import type { Settlement } from "./effect-settle.ts";

let store: TestStore;
let journal: Journal;
beforeAll(async () => {
  store = await testStore();
});
afterAll(() => store?.close());
beforeEach(async () => {
  journal = await journalIn(store);
});

describe("what became of an effect", () => {
  const leases = async ({ id }: Intent) =>
    (await store.database.system.query<{ status: string }>("SELECT status FROM leases WHERE effect_id = $1", [id]))
      .rows;

  async function settled(given: Partial<Settlement>, of: Partial<Intent> = {}): Promise<Intent> {
    const intent = journal.intentOf("allow", of);
    await journal.intend(intent);
    await journal.settle(intent, "verified", given);
    return intent;
  }

  test("leaves a lease with its end and its way back, once", async () => {
    const intent = await settled({ lease: leaseOf({ seconds: 90 }), contains: true });
    await journal.settle(intent, "verified", { lease: leaseOf({ seconds: 90 }), contains: true });
    expect(await leases(intent)).toEqual([{ status: "active" }]);
    const lease = await journal.one<object>(
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
    const renamed = await settled(
      { lease: leaseOf({ target: lease.target }), alreadySo: true },
      { entityKey: newId() },
    );
    expect(await leases(renamed)).toEqual([{ status: "active" }]);
  });

  test("is somebody else's where the product shows another mark of it than of any that was made for a lease", async () => {
    const { target } = leaseOf();
    const first = await settled({ lease: leaseOf({ target, mark: "rule-1" }) });
    const beside = (mark: string | null) =>
      settled({ lease: leaseOf({ target, mark }), alreadySo: true }, { entityKey: first.entityKey });
    expect(await leases(await beside("rule-2"))).toEqual([]);
    for (const mark of ["rule-1", null]) expect(await leases(await beside(mark))).toEqual([{ status: "active" }]);
    await settled({ lease: leaseOf({ target, mark: "rule-3" }) }, { entityKey: first.entityKey });
    expect(await leases(await beside("rule-3"))).toEqual([{ status: "active" }]);
  });

  test("contains its incident at the first, and only what contains does", async () => {
    const containedAt = async () =>
      (await journal.one<{ at: Date | null }>(
        "SELECT contained_at AS at FROM incidents WHERE id = $1",
        journal.incidentId,
      ))!.at;
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
    const link = await journal.one<object>(
      "SELECT kind, external_id, url FROM sync_links WHERE incident_id = $1",
      journal.incidentId,
    );
    expect(link).toEqual({ kind: "ticket", external_id: "T-1", url: "http://t/1" });
  });
});
