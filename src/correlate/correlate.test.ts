import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { inboxAlert } from "../../test/support/inbox-alert.ts";
import { factsOf } from "../classify/facts.ts";
import type { InboxAlert } from "../store/inbox.ts";
import type { CorrelationRule, StormRule } from "../taxonomy/taxonomy.ts";
import { type Correlation, lookupKeys } from "./correlate.ts";
import { correlationMemory } from "./memory.ts";
import { compileCorrelation } from "./rules.ts";

const NOON = Date.parse("2026-05-01T12:00:00Z");
const HOUR = 3_600_000;
const at = (hours: number) => new Date(NOON + hours * HOUR);

const byEntity: CorrelationRule = { id: "entity", when: null, by: ["entity", "cause"], withinSeconds: 7200 };
const byIp: CorrelationRule = { id: "address", when: null, by: ["ip"], withinSeconds: 3600 };
const ips = (...values: string[]) => ({ observables: values.map((value) => ({ type: "ip" as const, value })) });

/** An empty memory; incidents are numbered from 1. */
function memory(
  correlateBy: CorrelationRule[],
  storms: StormRule[] = [],
  suppressed: { when: string; until: Date }[] = [],
) {
  const suppressions = suppressed.map((one, index) => ({ id: `s${index}`, ...one }));
  const rules = compileCorrelation({ correlate: correlateBy, storms }, suppressions);
  const { take, close } = correlationMemory(rules, (alert) =>
    factsOf({
      workspaceId: "w",
      id: alert.id,
      number: 0,
      alerts: [alert],
      known: new Map(),
      openedAt: alert.receivedAt,
    }),
  );
  return { close, take: (...alerts: InboxAlert[]) => take(alerts) };
}

describe("alerts that a rule says belong together", () => {
  test("open one incident together, and each says why it is there", () => {
    const { opening } = memory([byEntity]).take(
      inboxAlert({ id: "a" }),
      inboxAlert({ id: "b" }),
      inboxAlert({ id: "c", entityKey: "ann" }),
    );
    expect(opening.map((one) => one.alerts.map(({ id }) => id))).toEqual([["a", "b"], ["c"]]);
    expect(opening[0]!.reasons.map(({ text }) => text)).toEqual([
      "Opened by the first alert on user eve.",
      "Rule entity joins alerts with the same entity and cause within 2h: user:eve, r-1.",
    ]);
  });

  test("join an open incident whose last alert is within the time", () => {
    const seen = memory([byEntity]);
    seen.take(inboxAlert({ receivedAt: at(0) }));
    expect(seen.take(inboxAlert({ receivedAt: at(2) })).joining).toMatchObject([{ incidentId: "1" }]);
    expect(seen.take(inboxAlert({ receivedAt: at(4) })).joining).toMatchObject([{ incidentId: "1" }]);
    expect(seen.take(inboxAlert({ receivedAt: at(6.1) })).opening).toMatchObject([{ incidentId: "2" }]);
  });

  test("open another one when theirs was closed", () => {
    const seen = memory([byEntity]);
    seen.take(inboxAlert());
    seen.close("1");
    expect(seen.take(inboxAlert()).opening).toHaveLength(1);
    expect(seen.take(inboxAlert()).joining).toMatchObject([{ incidentId: "2" }]);
  });

  test("are found by any of their values, and by those of the alerts that joined before", () => {
    const seen = memory([byEntity, byIp]);
    seen.take(inboxAlert({ details: ips("192.0.2.1") }));
    const other = { entityKey: "ann", ruleId: "r-2", details: ips("192.0.2.1", "192.0.2.2") };
    expect(seen.take(inboxAlert(other)).joining).toMatchObject([
      { incidentId: "1", reason: { text: "Rule address joins alerts with the same ip within 1h: 192.0.2.1." } },
    ]);
    const third = { entityKey: "bob", ruleId: "r-3", details: ips("192.0.2.2") };
    expect(seen.take(inboxAlert(third)).joining).toMatchObject([{ incidentId: "1" }]);
  });

  test("go to the incident that the earlier rule finds", () => {
    const seen = memory([byEntity, byIp]);
    seen.take(inboxAlert({ details: ips("192.0.2.1") }), inboxAlert({ entityKey: "ann", details: ips("192.0.2.2") }));
    const both = inboxAlert({ entityKey: "ann", details: ips("192.0.2.1") });
    expect(seen.take(both).joining).toMatchObject([{ incidentId: "2" }]);
  });

  test("stay apart when they only lack the same thing", () => {
    expect(memory([byIp]).take(inboxAlert({ id: "a" }), inboxAlert({ id: "b" })).opening).toHaveLength(2);
  });

  test("stay apart in two workspaces", () => {
    const { opening } = memory([byEntity]).take(inboxAlert(), inboxAlert({ workspaceId: "other" }));
    expect(opening).toHaveLength(2);
  });

  test("are joined by a rule with a condition only where it holds", () => {
    const grave = { ...byEntity, when: "incident.severityId >= 4" };
    const { opening } = memory([grave]).take(
      inboxAlert({ id: "a" }),
      inboxAlert({ id: "b", severity: "low" }),
      inboxAlert({ id: "c" }),
    );
    expect(opening.map((one) => one.alerts.map(({ id }) => id))).toEqual([["a", "c"], ["b"]]);
  });

  test("are each an incident of their own without rules", () => {
    expect(memory([]).take(inboxAlert({ id: "a" }), inboxAlert({ id: "b" })).opening).toHaveLength(2);
  });
});

test("an alert with a thousand addresses is looked up by a few of them", () => {
  const many = Array.from({ length: 200 }, (_, index) => `192.0.2.${index}`);
  const rules = compileCorrelation({ correlate: [{ ...byIp, by: ["ip", "hash"] }], storms: [] }, []);
  const hashes = many.map((value) => ({ type: "hash" as const, value }));
  const alert = inboxAlert({ details: { observables: [...ips(...many).observables, ...hashes] } });
  expect(lookupKeys([alert], () => rules).keys.length).toBeLessThanOrEqual(16);
});

describe("a storm", () => {
  const storm: StormRule = { id: "flood", when: null, by: ["source", "rule"], moreThan: 3, withinSeconds: 600 };
  const of = (count: number, from = 0, hours = 0) =>
    Array.from({ length: count }, (_, index) =>
      inboxAlert({ id: `a${from + index}`, entityKey: `user${from + index}`, receivedAt: at(hours) }),
    );

  test("is one incident for people past the limit, with every alert in it", () => {
    const seen = memory([byEntity], [storm]);
    const { opening } = seen.take(...of(10));
    expect(opening.map((one) => one.alerts.length)).toEqual([1, 1, 1, 7]);
    expect(opening[3]!.storm).toMatch(
      /^A storm\. Rule flood folds what comes after 3 incidents with the same source and rule within 10m/,
    );
    expect(seen.take(...of(5, 10)).joining.map(({ incidentId }) => incidentId)).toEqual(Array(5).fill("4"));
  });

  test("leaves alerts of incidents that are open already to those", () => {
    const seen = memory([byEntity], [storm]);
    seen.take(...of(10));
    expect(seen.take(...of(1)).joining).toMatchObject([{ incidentId: "1" }]);
  });

  test("is over when nothing came for its time, and then counts anew", () => {
    const seen = memory([byEntity], [storm]);
    seen.take(...of(10));
    expect(seen.take(...of(2, 20, 0.1)).joining).toHaveLength(2);
    expect(seen.take(...of(4, 30, 1)).opening.map((one) => one.storm === null)).toEqual([true, true, true, false]);
  });

  test("is none when the incidents come slowly", () => {
    const seen = memory([byEntity], [storm]);
    for (let hour = 0; hour < 8; hour += 1) expect(seen.take(...of(2, hour * 2, hour)).opening).toHaveLength(2);
  });
});

describe("a suppressed alert", () => {
  const until = at(1);
  test("opens no incident, and says by what it was held back", () => {
    const seen = memory([byEntity], [], [{ when: 'incident.entity.key == "eve"', until }]);
    const result = seen.take(inboxAlert(), inboxAlert({ entityKey: "ann" }));
    expect(result.suppressed).toMatchObject([{ suppressionId: "s0", alert: { entityKey: "eve" } }]);
    expect(result.opening).toMatchObject([{ alerts: [{ entityKey: "ann" }] }]);
  });
  test("is an ordinary one again when the time is over", () => {
    const seen = memory([byEntity], [], [{ when: "true", until }]);
    expect(seen.take(inboxAlert({ receivedAt: at(1) })).opening).toHaveLength(1);
  });
});

const someRules = fc.subarray([byEntity, byIp, { ...byEntity, id: "grave", when: "incident.severityId >= 4" }]);
const someAlerts = fc.array(
  fc.record({
    entityKey: fc.constantFrom("eve", "ann", "bob"),
    ruleId: fc.constantFrom("r-1", "r-2"),
    severity: fc.constantFrom("low", "high"),
    hours: fc.nat(400).map((part) => part / 100),
    details: fc.array(fc.constantFrom("192.0.2.1", "192.0.2.2", "192.0.2.3"), { maxLength: 2 }).map((of) => ips(...of)),
  }),
  { maxLength: 60 },
);

function placesOf({ opening, joining, suppressed }: Correlation): [alert: string, incident: string][] {
  return [
    ...opening.flatMap(({ alerts, incidentId }) => alerts.map(({ id }): [string, string] => [id, incidentId])),
    ...joining.map(({ alert, incidentId }): [string, string] => [alert.id, incidentId]),
    ...suppressed.map(({ alert, suppressionId }): [string, string] => [alert.id, suppressionId]),
  ];
}

test("whatever comes in, every alert goes to exactly one place, and to the same one however the alerts are batched", () => {
  const storms: StormRule[] = [{ id: "s", when: null, by: ["rule"], moreThan: 2, withinSeconds: 3600 }];
  fc.assert(
    fc.property(someRules, someAlerts, fc.integer({ min: 1, max: 20 }), fc.boolean(), (rules, drafts, size, stormy) => {
      const alerts = drafts
        .sort((a, b) => a.hours - b.hours)
        .map(({ hours, ...draft }, index) => inboxAlert({ ...draft, id: `a${index}`, receivedAt: at(hours) }));
      const suppressed = [{ when: 'incident.ips == ["192.0.2.3"]', until: at(2) }];
      const [whole, parts] = [
        memory(rules, stormy ? storms : [], suppressed),
        memory(rules, stormy ? storms : [], suppressed),
      ];
      const together = placesOf(whole.take(...alerts));
      expect(together.map(([id]) => id).sort()).toEqual(alerts.map(({ id }) => id).sort());
      const apart: [string, string][] = [];
      for (let from = 0; from < alerts.length; from += size)
        apart.push(...placesOf(parts.take(...alerts.slice(from, from + size))));
      expect(new Map(apart)).toEqual(new Map(together));
    }),
    { numRuns: 300 },
  );
});
