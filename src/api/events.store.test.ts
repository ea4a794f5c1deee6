import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestApi, testApi } from "../../test/support/api.ts";
import { newPerson } from "../../test/support/browser.ts";
import { seedForm, seedIncident, seedResponse } from "../../test/support/seed.ts";
import { newSequencer } from "../evidence/sequence.ts";
import { newId } from "../ids.ts";
import { appendAudit } from "../store/audit.ts";
import { coalesced } from "./change-feed.ts";
import type { Change } from "./contract/event.ts";

let api: TestApi;
let token: string;
beforeAll(async () => {
  api = await testApi();
  token = await api.store.addToken(["viewer"]);
});
afterAll(() => api?.close());

/** Writes that things changed, and settles it. */
async function changed(workspaceId: string, subjects: [type: string, id: string][]): Promise<void> {
  const { system } = api.store.database;
  const entry = { workspaceId, actor: "system", action: "changed" };
  await appendAudit(
    system,
    subjects.map(([subjectType, subjectId]) => ({ ...entry, subjectType, subjectId })),
  );
  await newSequencer(system).all();
}

interface Heard {
  status: number;
  /** Waits for as many changes. */
  changes(count: number): Promise<Change[]>;
  lastId(): string;
  /** Waits until this is named. */
  told(id: string): Promise<void>;
  /** Waits until it ends by itself; answers all that was told. */
  rest(): Promise<string>;
  leave(): Promise<void>;
}

async function hear(headers: Record<string, string> = {}, query = ""): Promise<Heard> {
  const answer = await api.app.request(`/v1/events${query}`, {
    headers: { authorization: `Bearer ${token}`, ...headers },
  });
  const reader = answer.body!.getReader();
  let text = "";
  const heard = () => [...text.matchAll(/^data: (\{"kind".*\})$/gm)].map(([, data]) => JSON.parse(data!) as Change);
  const more = async () => {
    const { done, value } = await reader.read();
    text += new TextDecoder().decode(value as Uint8Array | undefined);
    return !done;
  };
  if (answer.ok) await more();
  return {
    status: answer.status,
    async changes(count) {
      while (heard().length < count) await more();
      return heard();
    },
    async told(id) {
      while (!text.includes(id)) await more();
    },
    async rest() {
      while (await more());
      return text;
    },
    lastId: () => [...text.matchAll(/^id: (.*)$/gm)].at(-1)?.[1] ?? "",
    leave: () => reader.cancel(),
  };
}

describe("listening to changes", () => {
  it("tells by name what changed, and of which incident it is a part", async () => {
    const incident = await seedIncident(api.store.database, api.store.workspaceId);
    const { runId, approvalId } = await seedResponse(api.store.database, api.store.workspaceId, incident.id);
    const listening = await hear();
    await changed(api.store.workspaceId, [
      ["incident", incident.id],
      ["run", runId],
      ["approval", approvalId],
    ]);
    // What the seeds wrote beforehand may be settled together with it.
    expect((await listening.changes(3)).filter(({ kind }) => kind !== "playbook")).toEqual([
      { kind: "incident", id: incident.id, incident: incident.id },
      { kind: "run", id: runId, incident: incident.id },
      { kind: "approval", id: approvalId, incident: incident.id },
    ]);
    await listening.leave();
  });

  it("tells what an effect and an incident carry along: an approval, a containment, questions, and the runs of both", async () => {
    const { database, workspaceId } = api.store;
    const incident = await seedIncident(database, workspaceId);
    const { runId, effectId, approvalId, leaseId } = await seedResponse(database, workspaceId, incident.id);
    const listening = await hear();
    const formId = await seedForm(database, { workspaceId, incidentId: incident.id, runId });
    const { rows } = await database.system.query<{ id: string }>("SELECT effect_id AS id FROM leases WHERE id = $1", [
      leaseId,
    ]);
    const effect = { workspaceId, actor: "playbook:p@1", subjectType: "effect" };
    await appendAudit(database.system, [
      { ...effect, action: "effect-awaiting", subjectId: effectId },
      { ...effect, action: "effect-verified", subjectId: rows[0]!.id },
    ]);
    await newSequencer(database.system).all();
    for (const id of [formId, approvalId, leaseId]) await listening.told(id);
    const told = await listening.changes(1);
    for (const [kind, id] of Object.entries({ form: formId, approval: approvalId, lease: leaseId, run: runId }))
      expect(told).toContainEqual({ kind, id, incident: incident.id });
    await listening.leave();
  });

  it("tells nothing of another workspace", async () => {
    const listening = await hear();
    const [theirs, ours] = [newId(), newId()];
    await changed(await api.store.addWorkspace("strangers"), [["incident", theirs]]);
    await changed(api.store.workspaceId, [["incident", ours]]);
    expect(await listening.changes(1)).toEqual([{ kind: "incident", id: ours, incident: ours }]);
    await listening.leave();
  });

  it("goes on after the last event that was received, and misses nothing", async () => {
    const first = await hear();
    const [before, meanwhile] = [newId(), newId()];
    await changed(api.store.workspaceId, [["incident", before]]);
    await first.changes(1);
    await first.leave();
    await changed(api.store.workspaceId, [["incident", meanwhile]]);
    for (const again of [await hear({ "last-event-id": first.lastId() }), await hear({}, `?after=${first.lastId()}`)]) {
      expect((await again.changes(1)).map(({ id }) => id)).toEqual([meanwhile]);
      await again.leave();
    }
  });

  it("says that everything may have changed to one who was away too long, or comes from another database", async () => {
    await changed(
      api.store.workspaceId,
      Array.from({ length: 600 }, () => ["freeze", newId()]),
    );
    for (const id of ["-1", "999999999"]) {
      const back = await hear({ "last-event-id": id });
      expect((await back.changes(1))[0]).toEqual({ kind: "all", id: null, incident: null });
      await back.leave();
    }
  });

  it("is refused to those who may not read, and with an id that no event had", async () => {
    const sensor = await api.store.addToken(["ingest"]);
    expect((await api.call("GET", "/v1/events", sensor)).status).toBe(403);
    expect((await api.call("GET", "/v1/events", null)).status).toBe(401);
    expect((await hear({ "last-event-id": "x" })).status).toBe(400);
  });

  it("ends as soon as what let somebody in is revoked, and goes on for everybody else", async () => {
    const admin = await api.store.addToken(["admin"]);
    const made = await api.call("POST", "/v1/tokens", admin, { name: "listener", roles: ["viewer"] });
    const { id, token: theirs } = made.body as { id: string; token: string };
    const [revoked, other] = [await hear({ authorization: `Bearer ${theirs}` }), await hear()];
    expect((await api.call("DELETE", `/v1/tokens/${id}`, admin)).status).toBe(200);
    const again = newId();
    await changed(api.store.workspaceId, [["incident", again]]);
    expect(await revoked.rest()).not.toContain(again);
    await other.told(again);
    await other.leave();
  });

  it("ends with a person's session", async () => {
    const admin = await api.store.addToken(["admin"]);
    const anna = await newPerson(api.app, admin, "anna", ["analyst"]);
    const answer = await api.app.request("/v1/events", {
      headers: { cookie: anna.cookie, host: "localhost", "sec-fetch-site": "same-origin" },
    });
    expect(answer.status).toBe(200);
    expect((await api.call("DELETE", "/v1/people/anna/sessions", admin)).status).toBe(200);
    expect(await answer.text()).toContain("event: here");
  });

  it("ends with the server", async () => {
    const other = await testApi();
    const viewer = await other.store.addToken(["viewer"]);
    const answer = await other.app.request("/v1/events", { headers: { authorization: `Bearer ${viewer}` } });
    await other.close();
    expect(await answer.text()).toContain("retry:");
  });
});

describe("many changes at once", () => {
  const change = (kind: string, id: string) => ({ at: 0, kind, id, incident: null });

  it("are each told once, and as one where there are more than anybody would look at one by one", () => {
    expect(coalesced([change("run", "a"), change("run", "a"), change("effect", "b")])).toHaveLength(2);
    const many = Array.from({ length: 40 }, (_, n) => change("incident", String(n)));
    expect(coalesced([...many, change("run", "a")])).toEqual([
      { kind: "incident", id: null, incident: null },
      { kind: "run", id: "a", incident: null },
    ]);
  });

  it("say nothing of what no screen shows", () => expect(coalesced([change("retention", "x")])).toEqual([]));
});
