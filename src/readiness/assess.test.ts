import { describe, expect, it } from "vitest";
import type { Connector } from "../connector/connector.ts";
import type { ReadinessCounts } from "../store/readiness.ts";
import type { Taxonomy } from "../taxonomy/taxonomy.ts";
import { type Answer, assess } from "./assess.ts";
import { loadReadiness } from "./load.ts";
import type { Observed } from "./measures.ts";
import { LEVELS } from "./model.ts";

const dimensions = await loadReadiness("readiness");
const now = new Date("2026-11-28T12:00:00Z");

const nothing: ReadinessCounts = {
  ...{ alerts: 0, alertsWithFields: 0, incidents: 0, byType: {}, closed: 0, closedWithReason: 0 },
  ...{ alertsWithSeverity: 0, alertsWithEntity: 0, alertsWithSource: 0, alertsWithDisposition: 0 },
  ...{ entities: 0, entitiesInventoried: 0, effectsSettled: 0, effectsVerified: 0 },
  ...{ reviewsDue: 0, reviewsAnswered: 0, reviewsOverdue: 0, people: 0, queuesOnCall: 0, policies: 0 },
  ...{ taxonomyAgeDays: null, policiesAgeDays: null, accessReviewAgeDays: null, policyReviewAgeDays: null },
  ...{ canariesPassed: 0, canariesFailed: 0, decisionsOverdue: 0 },
};
const empty: Observed = { counts: nothing, taxonomy: null, programs: new Map(), connectors: [] };

/** Ten types that one playbook answers, and what its only step is. */
const written = (step: object): Pick<Observed, "taxonomy" | "programs"> => ({
  taxonomy: {
    fallback: "other/other",
    types: Array.from({ length: 10 }, () => ({ playbook: [{ when: null, run: "x", reason: "" }] })),
  } as unknown as Taxonomy,
  programs: new Map([["x", { nodes: { a: step } }]]),
});
const able = ["siem.get-alert", "siem.update-alert", "identity.suspend-user"].map((id) => ({
  capability: { id, effect: id.startsWith("identity") ? "contain" : "record" },
}));
const connectors = [{ id: "some", source: {}, actions: able }] as unknown as Connector[];
const counts: ReadinessCounts = {
  ...{
    alerts: 100,
    alertsWithFields: 95,
    ...{ alertsWithSeverity: 100, alertsWithEntity: 99, alertsWithSource: 100, alertsWithDisposition: 95 },
    incidents: 50,
    byType: { "other/other": 5, x: 45 },
    closed: 40,
    closedWithReason: 38,
  },
  ...{ entities: 20, entitiesInventoried: 18, effectsSettled: 10, effectsVerified: 10 },
  ...{ reviewsDue: 10, reviewsAnswered: 10, reviewsOverdue: 0, people: 3, queuesOnCall: 1, policies: 3 },
  ...{ taxonomyAgeDays: 20, policiesAgeDays: 20, accessReviewAgeDays: 20, policyReviewAgeDays: 20 },
  ...{ canariesPassed: 1, canariesFailed: 0, decisionsOverdue: 0 },
};
const good: Observed = { counts, connectors, ...written({ kind: "action", capability: "network.block-ip" }) };
const stated = (at: Date): Answer[] =>
  dimensions
    .flatMap(({ levels }) => LEVELS.flatMap((level) => levels[level]))
    .map(({ id }) => ({ probe: id, yes: true, reason: "seen", by: "token:ann", at }));

const standings = (observed: Observed, answers: Answer[]) =>
  Object.fromEntries(assess(dimensions, observed, answers, now).dimensions.map(({ id, standing }) => [id, standing]));

describe("readiness", () => {
  it("requires 3/4/4/4/3/4 of formality, capture, structure, accessibility, maintenance, integration", () => {
    const required = Object.fromEntries(dimensions.map((one) => [one.id, one.required]));
    expect(required).toEqual({
      formality: 3,
      capture: 4,
      structure: 4,
      accessibility: 4,
      maintenance: 3,
      integration: 4,
    });
  });

  it("says before a single connection exists where to begin: with recording", () => {
    const { ready, lever, roadmap, dimensions: all, misdiagnosis } = assess(dimensions, empty, [], now);
    expect({ ready, lever, misdiagnosis }).toEqual({ ready: false, lever: "capture", misdiagnosis: null });
    expect(all.every(({ level, standing }) => (level === 1 && standing === "blocked") || standing === "blocked")).toBe(
      true,
    );
    expect(roadmap[0]).toMatchObject({
      ...{ dimension: "capture", level: 2 },
      because: "Alerts of 30 days with all four fields: nothing to measure yet; at least 50 % needed.",
    });
    expect(roadmap.every(({ next }) => next.startsWith("cordon "))).toBe(true);
  });

  it("is reached when all is met, measured and stated", () => {
    const { ready, lever, roadmap, dimensions: all } = assess(dimensions, good, stated(now), now);
    expect({ ready, lever, roadmap }).toEqual({ ready: true, lever: null, roadmap: [] });
    expect(all.map(({ level }) => level)).toEqual([5, 5, 5, 5, 5, 5]);
  });

  it("is a stretch one level short, and blocked further down", () => {
    const lax = { ...good, counts: { ...counts, entitiesInventoried: 12, alertsWithFields: 60 } };
    expect(standings(lax, stated(now))).toMatchObject({
      accessibility: "stretch",
      capture: "blocked",
      structure: "ready",
    });
  });

  it("does not skip a level: what is met above an unmet one does not count", () => {
    const unowned = stated(now).filter(({ probe }) => probe !== "response-owned");
    const formality = assess(dimensions, good, unowned, now).dimensions.find(({ id }) => id === "formality");
    expect(formality).toMatchObject({ level: 1, standing: "blocked" });
  });

  it("takes a person's word as stated, for its time, and a no as a no", () => {
    const probeOf = (answers: Answer[]) =>
      assess(dimensions, good, answers, now)
        .dimensions.flatMap(({ probes }) => probes)
        .find(({ id }) => id === "refused-outside");
    expect(probeOf(stated(now))).toMatchObject({
      met: true,
      kind: "stated",
      because: expect.stringMatching(/token:ann stated yes/),
    });
    expect(probeOf(stated(new Date("2026-08-01")))).toMatchObject({
      met: false,
      because: expect.stringMatching(/older than 90 days/),
    });
    expect(probeOf(stated(now).map((one) => ({ ...one, yes: false })))).toMatchObject({ met: false });
    expect(probeOf([])).toMatchObject({ met: false, because: "Nobody has stated it." });
  });

  it("says what was counted, in the unit that is asked for, and never as if it were enough", () => {
    const fields = { alertsWithSeverity: 10_000, alertsWithEntity: 9_990, alertsWithSource: 10_000 };
    const alerts = { alerts: 10_000, alertsWithFields: 8_999, ...fields, alertsWithDisposition: 9_000 };
    const nearly = { ...alerts, accessReviewAgeDays: 100.4, people: 1 };
    const { roadmap } = assess(dimensions, { ...good, counts: { ...counts, ...nearly } }, stated(now), now);
    const because = Object.fromEntries(roadmap.map((one) => [one.probe, one.because]));
    expect(because).toEqual({
      "discrete-fields":
        "Alerts of 30 days with all four fields: 8999 of 10000 (89.9 %), 1000 without initial disposition, 10 without affected entity; at least 90 % needed.",
      "access-reviewed": "Days since a review of access was answered: 101; at most 100 allowed.",
      people: "People who can come in: 1; at least 2 needed.",
    });
  });

  it("leads to what brings the field that is missing most", () => {
    const nextFor = (changed: Partial<ReadinessCounts>) =>
      assess(dimensions, { ...good, counts: { ...counts, alertsWithFields: 10, ...changed } }, stated(now), now)
        .roadmap[0];
    expect(nextFor({ alertsWithDisposition: 10 })).toMatchObject({ next: "cordon taxonomy apply" });
    expect(nextFor({ alertsWithEntity: 10 })).toMatchObject({ next: "cordon source learn" });
  });

  it("says of what was never done that it never was", () => {
    const never = { ...good, counts: { ...counts, accessReviewAgeDays: null } };
    const { roadmap } = assess(dimensions, never, stated(now), now);
    expect(roadmap.map(({ because }) => because)).toEqual([
      "Days since a review of access was answered: it never was; at most 100 allowed.",
    ]);
  });

  it("tells an act that serves two dimensions once, where it is needed first", () => {
    const { roadmap } = assess(dimensions, empty, [], now);
    const connecting = roadmap.filter(({ probe }) => probe === "reads");
    expect(connecting).toMatchObject([{ dimension: "accessibility", level: 2 }]);
  });

  it("says every probe in a whole sentence, as each is read by itself", () => {
    const says = dimensions.flatMap(({ levels }) => LEVELS.flatMap((level) => levels[level].map(({ says }) => says)));
    expect(says.filter((one) => / (do|are)$/.test(one))).toEqual([]);
  });

  it.each([
    ["hands over", { kind: "handoff" }],
    ["tells people", { kind: "action", capability: "chat.post-message" }],
    ["fills a ticket", { kind: "action", capability: "ticket.create" }],
  ])(
    "names the usual misdiagnosis, workflows configured and runbooks not executable, where all only %s",
    (_what, step) => {
      const narrative = { ...good, ...written(step) };
      const { misdiagnosis, dimensions: all } = assess(dimensions, narrative, stated(now), now);
      expect(misdiagnosis).toMatch(
        /runbooks are not executable[.] Connections that can contain: 1[.] .*acts: 0 of 10 \(0 %\)/,
      );
      expect(all.find(({ id }) => id === "structure")).toMatchObject({ level: 1, standing: "blocked" });
      expect(assess(dimensions, good, [], now).misdiagnosis).toBeNull();
    },
  );
});
