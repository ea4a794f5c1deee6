import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestStore, testStore } from "../../test/support/database.ts";
import { seedIncident, seedResponse } from "../../test/support/seed.ts";
import { compileFilter } from "../expression/filter.ts";
import { readApproval } from "./approval.ts";
import { answerApproval } from "./approval-answer.ts";
import { openBreaker, resetBreaker } from "./breaker.ts";
import { type Client, inWorkspace } from "./database.ts";
import { renewDecision, reviewDecision, revokeDecision, takeDecision } from "./decision.ts";
import { heededAbout, heededDecisions } from "./decision-heeded.ts";
import { type DecisionFilter, decisionsOfIncident, listDecisions, readDecision } from "./decision-read.ts";
import { editIncident } from "./incident-edit.ts";
import { addSuppression, endSuppression } from "./suppression.ts";

let store: TestStore;
beforeAll(async () => {
  store = await testStore();
});
afterAll(() => store?.close());

const within = <T>(work: (client: Client) => Promise<T>) => inWorkspace(store.database, store.workspaceId, work);
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
const accepted = {
  kind: "risk-acceptance" as const,
  what: "The scanner of the lab may log in everywhere.",
  why: "It is how we test.",
  about: ["entity:user:scanner"],
  evidence: ["document:https://wiki.example/scan"],
  by: "token:ada",
  until: inDays(5),
};
const take = (given: object = {}) =>
  within((client) => takeDecision(client, store.workspaceId, { ...accepted, ...given }));
const read = (id: string) => within((client) => readDecision(client, store.workspaceId, id));
const find = async (filter: DecisionFilter) =>
  (await within((client) => listDecisions(client, store.workspaceId, filter, { limit: 50 }))).items.map(({ id }) => id);

describe("a decision", () => {
  it("keeps who, what, why, on which evidence and until when, and everything that became of it", async () => {
    const id = await take();
    const change = { by: "token:bob", text: "still so" };
    await within((client) => renewDecision(client, store.workspaceId, id, { ...change, until: inDays(90) }));
    await within((client) => reviewDecision(client, store.workspaceId, id, change));
    const decision = await read(id);
    expect(decision).toMatchObject({
      about: [{ type: "entity", key: "user:scanner" }],
      evidence: [{ type: "document", key: "https://wiki.example/scan" }],
      status: "in-force",
      reviewedBy: "token:bob",
      history: [{ event: "taken", by: "token:ada" }, { event: "renewed" }, { event: "reviewed" }],
    });
    const audited = await store.database.system.query(
      "SELECT action FROM audit WHERE subject_type = 'decision' AND subject_id = $1 ORDER BY id",
      [id],
    );
    expect(audited.rows.map(({ action }) => action)).toEqual([
      "decision-taken",
      "decision-renewed",
      "decision-reviewed",
    ]);
  });

  it("that was revoked or superseded holds no longer, and is not renewed", async () => {
    const [one, two] = [await take(), await take()];
    const change = { by: "token:bob", text: "over" };
    expect(await within((client) => revokeDecision(client, store.workspaceId, one, change))).toBe(true);
    const three = await take({ supersedes: two });
    expect([(await read(one))?.status, (await read(two))?.status]).toEqual(["revoked", "superseded"]);
    expect(await read(two)).toMatchObject({ supersededBy: three });
    for (const id of [one, two]) {
      const renewed = within((client) => renewDecision(client, store.workspaceId, id, { ...change, until: inDays(9) }));
      expect(await renewed).toBe(false);
    }
  });

  it("is found by its kind, subject, evidence, words, end, and by a condition", async () => {
    const about = ["playbook:mail-purge"];
    const lesson = await take({ kind: "lesson", what: "Gateways lag behind", about, until: null });
    const ending = await take({ about, until: inDays(2) });
    expect(await find({ about, kind: ["lesson"] })).toEqual([lesson]);
    expect(await find({ about, endsBefore: inDays(3) })).toEqual([ending]);
    expect(await find({ about, q: "gatew lag" })).toEqual([lesson]);
    expect(await find({ evidence: "document:elsewhere" })).toEqual([]);
    const where = compileFilter(
      'kind == "lesson" && "playbook:mail-purge" in about && at > now - 1h',
      "decisions",
      new Date(),
    );
    expect(await find({ where })).toEqual([lesson]);
    expect(() => compileFilter('knd == "lesson"', "decisions", new Date())).toThrow(/kind/);
  });

  it("is heeded while it is in force, and only of the kinds that are", async () => {
    const about = ["source:hids"];
    await take({ about });
    await take({ about, until: inDays(-1) });
    await take({ about, kind: "override" });
    const heeded = await within((client) => heededAbout(client, [store.workspaceId], about));
    expect(heeded.map(({ kind }) => kind)).toEqual(["risk-acceptance"]);
    const all = await within((client) => heededDecisions(client, store.workspaceId));
    expect(all.every(({ until }) => until === null || until > new Date())).toBe(true);
    expect(all.map(({ kind }) => kind)).not.toContain("override");
  });

  it("about an incident's entity, its type or itself stands with the incident", async () => {
    const incident = await seedIncident(store.database, store.workspaceId, { entityKey: "eve@example.com" });
    const ids = [
      await take({ about: ["entity:user:eve@example.com"] }),
      await take({ about: ["incident-type:intrusions/privileged-account-compromise"] }),
      await take({ about: [], evidence: [`incident:${incident.id}`] }),
    ];
    const found = await within((client) => decisionsOfIncident(client, store.workspaceId, incident.id));
    expect(found.map(({ id }) => id)).toEqual(ids.reverse());
  });
});

describe("what people do against the machine's word", () => {
  const left = async (origin: string) =>
    (
      await within((client) =>
        listDecisions(
          client,
          store.workspaceId,
          { where: compileFilter(`origin == "${origin}"`, "decisions", new Date()) },
          { limit: 50 },
        ),
      )
    ).items;

  it("leaves a decision where a disposition is changed, and none where there was none, or another system changed it", async () => {
    const { id } = await seedIncident(store.database, store.workspaceId);
    const edit = (disposition: "benign" | "suspicious" | "true-positive", by: string) =>
      within((client) => editIncident(client, store.workspaceId, id, { disposition, reason: "known", by }));
    await edit("suspicious", "token:ada");
    await edit("true-positive", "connection:tickets");
    expect(await left("disposition-changed")).toEqual([]);
    await edit("benign", "token:ada");
    expect(await left("disposition-changed")).toMatchObject([
      {
        kind: "override",
        what: expect.stringMatching(/^Incident \d+ is benign, not true-positive[.]$/),
        why: "known",
        by: "token:ada",
      },
    ]);
  });

  it("leaves one for a suppression, which ends with it", async () => {
    const suppression = { when: 'incident.source == "x"', reason: "noise", until: inDays(3), by: "token:ada" };
    const id = await within((client) => addSuppression(client, store.workspaceId, suppression));
    const how = { reason: "mended", by: "token:bob", takeUp: false };
    expect(await left("suppression-added")).toMatchObject([{ kind: "suppression", why: "noise", status: "in-force" }]);
    await within((client) => endSuppression(client, store.workspaceId, id, how));
    expect(await left("suppression-added")).toMatchObject([{ status: "revoked" }]);
  });

  it("leaves one for a breaker that is reset", async () => {
    const opened = { playbook: "phishing-report", cause: "failures", reason: "3 of 4 failed" } as const;
    await within((client) => openBreaker(client, store.workspaceId, opened));
    await within((client) =>
      resetBreaker(client, store.workspaceId, "phishing-report", { by: "token:ada", reason: "mended" }),
    );
    expect(await left("breaker-reset")).toMatchObject([
      { why: "mended", about: [{ type: "playbook", key: "phishing-report" }] },
    ]);
  });

  it("leaves one for an approval that is refused, with what would have been done", async () => {
    const incident = await seedIncident(store.database, store.workspaceId);
    const { approvalId } = await seedResponse(store.database, store.workspaceId, incident.id);
    await within(async (client) => {
      const approval = await readApproval(client, store.workspaceId, approvalId);
      const argsHash = (approval as unknown as { argsHash: string }).argsHash;
      const who = { by: "token:ada", person: "ada", roles: ["admin"] as const, way: "api" };
      await answerApproval(client, store.workspaceId, approvalId, {
        answer: "denied",
        argsHash,
        comment: "is on holiday",
        ...who,
      });
    });
    const [decision] = await left("approval-denied");
    expect(decision).toMatchObject({ kind: "override", why: "is on holiday" });
    expect(decision?.evidence).toContainEqual({ type: "approval", key: approvalId });
  });
});
