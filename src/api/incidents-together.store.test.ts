import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestApi, testApi } from "../../test/support/api.ts";
import { seedIncident } from "../../test/support/seed.ts";
import type { IncidentDetail } from "./contract/incident.ts";
import type { BulkEdited, SimilarIncidents } from "./contract/incident-together.ts";

let api: TestApi;
let token: string;
beforeAll(async () => {
  api = await testApi();
  token = await api.store.addToken(["analyst"]);
});
afterAll(() => api?.close());

const read = async (id: string) => (await api.call("GET", `/v1/incidents/${id}`, token)).body as IncidentDetail;

describe("editing several incidents", () => {
  it("edits each, says of those it could not why, and leaves another workspace's alone", async () => {
    const { database, workspaceId } = api.store;
    const [one, two] = [await seedIncident(database, workspaceId), await seedIncident(database, workspaceId)];
    const theirs = await seedIncident(database, await api.store.addWorkspace("strangers"));
    const incidents = [one.id, theirs.id, two.id];
    const body = { incidents, disposition: "benign", owner: "ada", reason: "A test of ours." };
    const answer = await api.call("POST", "/v1/incidents/edit", token, body);
    expect((answer.body as BulkEdited).items).toEqual([
      { incident: one.id, edited: true },
      { incident: theirs.id, edited: false, code: "api.not-found", message: expect.stringContaining(theirs.id) },
      { incident: two.id, edited: true },
    ]);
    for (const { id } of [one, two]) {
      const { disposition, owner, timeline } = await read(id);
      expect([disposition, owner]).toEqual(["benign", "ada"]);
      expect(timeline.at(-1)).toMatchObject({ action: "incident-edited", details: { reason: "A test of ours." } });
    }
  });

  it("needs a reason, something to change, and the right to", async () => {
    const viewer = await api.store.addToken(["viewer"]);
    const { id } = await seedIncident(api.store.database, api.store.workspaceId);
    const status = async (who: string, body: object) =>
      (await api.call("POST", "/v1/incidents/edit", who, { incidents: [id], ...body })).status;
    expect(await status(token, { owner: "ada" })).toBe(400);
    expect(await status(token, { reason: "r" })).toBe(400);
    expect(await status(viewer, { owner: "ada", reason: "r" })).toBe(403);
  });
});

describe("escalating an incident", () => {
  it("puts it before the queue, says why, and keeps what was escalated before", async () => {
    const { id } = await seedIncident(api.store.database, api.store.workspaceId);
    for (const to of ["tier-2", "forensics"])
      await api.call("POST", `/v1/incidents/${id}/escalate`, token, { to, reason: `More than we can: ${to}.` });
    const incident = await read(id);
    expect([incident.queue, incident.handoffReason]).toEqual(["forensics", "More than we can: forensics."]);
    expect(incident.escalations.map(({ to }) => to)).toEqual(["tier-2", "forensics"]);
    expect(incident.timeline.at(-1)?.action).toBe("incident-escalated");
  });

  it("is taken back to where it was, one after the other, and not when there is nothing to take back", async () => {
    const { id } = await seedIncident(api.store.database, api.store.workspaceId);
    const before = await read(id);
    for (const to of ["tier-2", "forensics"])
      await api.call("POST", `/v1/incidents/${id}/escalate`, token, { to, reason: "Too much for us." });
    const undo = () => api.call("POST", `/v1/incidents/${id}/escalate/undo`, token);
    expect(await undo()).toMatchObject({ status: 200, body: { queue: "tier-2", escalations: [{ to: "tier-2" }] } });
    expect((await undo()).status).toBe(200);
    const { queue, handoffReason, escalations, timeline } = await read(id);
    expect({ queue, handoffReason, escalations }).toEqual({
      ...{ queue: before.queue, handoffReason: before.handoffReason, escalations: before.escalations },
    });
    expect(timeline.at(-1)).toMatchObject({ action: "incident-escalation-undone", details: { to: "tier-2" } });
    expect(await undo()).toMatchObject({ status: 409, body: { code: "api.conflict" } });
  });
});

describe("incidents like one", () => {
  it("are those that share more than their type, the likest first, and none of another workspace", async () => {
    const workspaceId = await api.store.addWorkspace("alike");
    const viewer = await api.store.addToken(["viewer"], { workspaceId });
    const { database } = api.store;
    const seed = (title: string, entityKey: string, source: string) =>
      seedIncident(database, workspaceId, { title, entityKey, source });
    await seedIncident(database, api.store.workspaceId, { title: "Odd sign-in", entityKey: "eve", source: "okta" });
    await seed("Something else", "bob", "guardduty");
    const near = await seed("Another thing", "eve", "okta");
    const nearest = await seed("Odd sign-in", "eve", "okta");
    const { id } = await seed("Odd sign-in", "eve", "okta");
    const found = (await api.call("GET", `/v1/incidents/${id}/similar`, viewer)).body as SimilarIncidents;
    expect(found.items.map(({ number }) => number)).toEqual([nearest.number, near.number]);
    expect(found.items[0]?.like).toContain("entity");
    expect(found.items[1]?.like).not.toContain("title");
  });
});
