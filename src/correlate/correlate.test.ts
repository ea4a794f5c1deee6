import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { InboxAlert } from "../store/inbox.ts";
import { correlate } from "./correlate.ts";

const T0 = Date.parse("2026-05-01T12:00:00Z");
const HOUR = 3_600_000;

function alert(id: string, correlationKey: string, atMs = 0): InboxAlert {
  return { id, workspaceId: "w", correlationKey, receivedAt: new Date(T0 + atMs) } as InboxAlert;
}
const open = (id: string, correlationKey: string, lastAlertMs: number) => ({
  id,
  workspaceId: "w",
  correlationKey,
  lastAlertAt: new Date(T0 + lastAlertMs),
});

describe("alerts about the same entity and technique", () => {
  test("join the newest open incident within the window", () => {
    const result = correlate(
      [alert("a", "user:eve|T1078", HOUR)],
      [open("old", "user:eve|T1078", -HOUR), open("new", "user:eve|T1078", 0)],
      () => 2 * HOUR,
    );
    expect(result).toMatchObject({ opening: [], joining: [{ incidentId: "new" }] });
  });
  test("open a new one when the window has passed", () => {
    expect(correlate([alert("a", "k", 3 * HOUR)], [open("i", "k", 0)], () => 2 * HOUR).opening).toHaveLength(1);
  });
  test("open one together when none is open", () => {
    const { opening } = correlate([alert("a", "k"), alert("b", "k"), alert("c", "other")], [], () => HOUR);
    expect(opening.map((one) => one.alerts.map(({ id }) => id))).toEqual([["a", "b"], ["c"]]);
  });
  test("are each an incident of their own when the window is zero", () => {
    expect(correlate([alert("a", "k"), alert("b", "k")], [open("i", "k", 0)], () => 0).opening).toHaveLength(2);
  });
});

test("whatever comes in, every alert goes to exactly one place", () => {
  const key = fc.constantFrom("k1", "k2", "k3");
  fc.assert(
    fc.property(
      fc.array(fc.tuple(key, fc.nat(5 * HOUR))),
      fc.array(fc.tuple(key, fc.nat(5 * HOUR))),
      fc.nat(3 * HOUR),
      (alerts, incidents, window) => {
        const given = alerts.map(([of, at], index) => alert(String(index), of, at));
        const { opening, joining } = correlate(
          given,
          incidents.map(([of, at], index) => open(`i${index}`, of, at)),
          () => window,
        );
        const placed = [...opening.flatMap((one) => one.alerts), ...joining.map((one) => one.alert)].map(
          ({ id }) => id,
        );
        expect(placed.sort()).toEqual(given.map(({ id }) => id).sort());
        for (const one of opening) expect(new Set(one.alerts.map(({ correlationKey }) => correlationKey)).size).toBe(1);
      },
    ),
  );
});
