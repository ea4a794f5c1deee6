import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestStore, testStore } from "../../test/support/database.ts";
import { calendarReviewsDue } from "../store/calendar-review.ts";
import { dueCalendarReviews } from "./calendar-review.ts";

let store: TestStore;
beforeAll(async () => {
  store = await testStore();
  await store.database.system.query("UPDATE workspaces SET created_at = '2027-02-10T00:00:00Z'");
});
afterAll(() => store?.close());

const due = async (now: string) =>
  (await calendarReviewsDue(store.database.system, new Date(now))).map(({ kind, from, to }) =>
    [kind, from.toISOString().slice(0, 10), to.toISOString().slice(0, 10)].join(" "),
  );
const written = async () =>
  (await store.database.system.query("SELECT kind, owner, due_at, findings FROM reviews ORDER BY id")).rows;

describe("reviews by the calendar", () => {
  it("are due from the first working day of the next quarter or year on, of what the workspace lived through", async () => {
    expect(await due("2027-03-31T12:00:00Z")).toEqual([]);
    // 1 April 2027 is a Thursday.
    expect(await due("2027-04-01T05:59:00Z")).toEqual([]);
    expect(await due("2027-04-01T06:00:00Z")).toEqual(["access 2027-01-01 2027-04-01"]);
    // 1 January 2028 is a Saturday.
    expect(await due("2028-01-02T12:00:00Z")).toEqual(["access 2027-07-01 2027-10-01"]);
    expect(await due("2028-01-03T06:00:00Z")).toEqual([
      "access 2027-10-01 2028-01-01",
      "policies 2027-01-01 2028-01-01",
    ]);
  });

  it("follow the workspace's own days and time zone", async () => {
    const { system } = store.database;
    await system.query(
      "INSERT INTO review_settings (workspace_id, time_zone, holidays, access_owner) VALUES ($1, 'Europe/Vienna', '{2027-04-01}', 'audit')",
      [store.workspaceId],
    );
    expect(await due("2027-04-01T12:00:00Z")).toEqual([]);
    expect(await due("2027-04-02T03:59:00Z")).toEqual([]);
    expect(await due("2027-04-02T04:00:00Z")).toEqual(["access 2026-12-31 2027-03-31"]);
  });

  it("are written once, with their owner, whoever comes first", async () => {
    const now = new Date("2028-01-03T12:00:00Z");
    const counts = await Promise.all([1, 2].map(() => dueCalendarReviews(store.database, now)));
    expect(counts[0]! + counts[1]!).toBe(2);
    expect(await dueCalendarReviews(store.database, now)).toBe(0);
    expect(await written()).toMatchObject([
      { kind: "access", owner: "audit", due_at: new Date("2028-01-17T12:00:00Z") },
      { kind: "policies", owner: "soc", due_at: new Date("2028-02-02T12:00:00Z") },
    ]);
  });
});
