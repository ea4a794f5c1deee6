import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type TestStore, testStore } from "../../test/support/database.ts";
import { seedIncident, seedResponse } from "../../test/support/seed.ts";
import { newId } from "../ids.ts";
import { inWorkspace, transaction } from "./database.ts";
import { claimDueLeases, endLease, leaveLease, postponeLease, releaseNow } from "./lease.ts";

let store: TestStore;
beforeEach(async () => {
  store = await testStore();
});
afterEach(() => store.close());

const worker = newId();

/** A lease on the one account all of them are about, over since `seconds`. */
async function dueLease(seconds: number): Promise<string> {
  const { id } = await seedIncident(store.database, store.workspaceId);
  const { leaseId } = await seedResponse(store.database, store.workspaceId, id);
  const connection = "00000000-0000-7000-8000-000000000001";
  await store.database.system.query(
    "UPDATE leases SET connection_id = $2, expires_at = now() - make_interval(secs => $3), next_attempt_at = now() - make_interval(secs => $3) WHERE id = $1",
    [leaseId, connection, seconds],
  );
  return leaseId;
}

function claim(by: string, { inHand = [] as string[], busy = [] as string[], limit = 20 } = {}) {
  return claimDueLeases(store.database.system, { worker: by, inHand, busy, limit });
}

function enlist(id: string): Promise<unknown> {
  return store.database.system.query("INSERT INTO workers (id) VALUES ($1)", [id]);
}

describe("several leases on one entity", () => {
  test("that end together leave one that undoes the containment", async () => {
    await enlist(worker);
    const [earlier, later] = [await dueLease(9), await dueLease(3)];
    const claimed = await claim(worker);
    expect(new Map(claimed.map((lease) => [lease.id, lease.heldByOther]))).toEqual(
      new Map([
        [earlier, true],
        [later, false],
      ]),
    );
  });

  test("taken by two workers at a time leave one as well", async () => {
    const other = newId();
    await enlist(worker);
    await enlist(other);
    const [earlier, later] = [await dueLease(9), await dueLease(3)];
    const [first] = await claim(worker, { limit: 1 });
    const [second] = await claim(other, { limit: 1 });
    expect(first).toMatchObject({ id: earlier, heldByOther: true });
    expect(second).toMatchObject({ id: later, heldByOther: false });
  });
});

describe("a lease that was taken", () => {
  test("is left to who took it, as long as that worker lives", async () => {
    await enlist(worker);
    await dueLease(1);
    expect(await claim(worker)).toHaveLength(1);
    expect(await claim(newId())).toEqual([]);
  });

  test("is taken over at once when that worker is dead", async () => {
    const next = newId();
    await enlist(next);
    const id = await dueLease(1);
    await claim(worker);
    expect(await claim(next)).toMatchObject([{ id, attempts: 2 }]);
    expect(await claim(next, { inHand: [id] })).toEqual([]);
  });

  test("and postponed is nobody's until its next time, whoever dies meanwhile", async () => {
    const id = await dueLease(1);
    await claim(worker);
    await postponeLease(store.database.system, { id, worker }, { message: "not now" }, new Date(Date.now() + 60_000));
    expect(await claim(newId())).toEqual([]);
  });

  test("and taken over is not let go of, nor ended, by whoever had it before", async () => {
    const next = newId();
    await enlist(next);
    const id = await dueLease(1);
    await claim(worker);
    expect(await claim(next)).toMatchObject([{ id }]);
    const past = new Date(Date.now() - 1);
    await postponeLease(store.database.system, { id, worker }, { message: "not now" }, past);
    await leaveLease(store.database.system, { id, worker }, past);
    await transaction(store.database.system, (client) => endLease(client, { id, worker }, { by: "system", note: "" }));
    const now = "SELECT status, claimed_by AS by, attempts, error FROM leases WHERE id = $1";
    expect((await store.database.system.query(now, [id])).rows).toEqual([
      { status: "releasing", by: next, attempts: 2, error: null },
    ]);
    await leaveLease(store.database.system, { id, worker: next }, past);
    expect(await claim(newId()), "and that attempt does not count").toMatchObject([{ id, attempts: 2 }]);
  });

  test("and lost by a worker that lives is taken anew by that worker alone", async () => {
    const other = newId();
    await enlist(worker);
    await enlist(other);
    const id = await dueLease(1);
    await claim(worker);
    expect(await claim(worker, { inHand: [id] })).toEqual([]);
    expect(await claim(other)).toEqual([]);
    expect(await claim(worker)).toMatchObject([{ id, attempts: 2 }]);
  });

  test("is left in the hands it is in when a person asks for its release meanwhile", async () => {
    const other = newId();
    await enlist(worker);
    await enlist(other);
    const id = await dueLease(1);
    await claim(worker);
    const asked = await inWorkspace(store.database, store.workspaceId, (client) =>
      releaseNow(client, store.workspaceId, id, "person:ada"),
    );
    expect(asked).toBe(true);
    expect(await claim(other)).toEqual([]);
    await postponeLease(store.database.system, { id, worker }, { message: "not now" }, new Date(Date.now() - 1));
    expect(await claim(other)).toMatchObject([{ id, releasedBy: "person:ada" }]);
  });

  test("is not taken while its connection has enough to do", async () => {
    await dueLease(1);
    expect(await claim(worker, { busy: ["00000000-0000-7000-8000-000000000001"] })).toEqual([]);
  });
});
