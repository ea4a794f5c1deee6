import { afterAll, beforeAll, expect, it } from "vitest";
import { type TestApi, testApi } from "../../test/support/api.ts";
import { incidentsByHand } from "../../test/support/range-sync.ts";
import { newId } from "../ids.ts";
import { keepHistory } from "../readiness/look.ts";
import { transaction } from "../store/database.ts";
import { takeDecision } from "../store/decision.ts";
import type { Readiness } from "./contract/readiness.ts";

let api: TestApi;
let viewer: string;
let engineer: string;
beforeAll(async () => {
  api = await testApi();
  viewer = await api.store.addToken(["viewer"]);
  engineer = await api.store.addToken(["engineer"]);
});
afterAll(() => api.close());

const look = async () => (await api.call("GET", "/v1/readiness", viewer)).body as Readiness;
const probe = async (id: string) =>
  (await look()).dimensions.flatMap(({ probes }) => probes).find((one) => one.id === id);

it("answers in an empty workspace, with recording as the first lever", async () => {
  const { ready, lever, roadmap } = await look();
  expect({ ready, lever, first: roadmap[0]?.probe }).toEqual({
    ready: false,
    lever: "capture",
    first: "discrete-fields-half",
  });
});

it("measures alerts and closed incidents as they come", async () => {
  const hand = incidentsByHand(api.store);
  const connectionId = newId();
  const closed = { status: "closed", disposition: "benign", resolved_at: new Date() };
  await hand.incident([{ uid: "a", connectionId }], { ...closed, disposition_reason: "a test" });
  await hand.incident([], closed);
  expect(await probe("discrete-fields-half")).toMatchObject({ value: 0, met: false });
  expect(await probe("dispositions-half")).toMatchObject({ value: 0.5, met: true });
  expect(await probe("people")).toMatchObject({ value: 2, met: true });
});

it("counts as people who accepted an invitation or has a token, and no programs", async () => {
  const { database, workspaceId } = api.store;
  await api.store.addToken(["mcp"]);
  await api.store.addToken(["ingest"]);
  const add = "INSERT INTO memberships (workspace_id, person, roles) VALUES ($1, $2, '{analyst}')";
  for (const name of ["nora", "otto", "paula"]) {
    await database.system.query("INSERT INTO people (name) VALUES ($1)", [name]);
    await database.system.query(add, [workspaceId, name]);
  }
  const invited = "INSERT INTO invitations VALUES ('h', $1, 'otto', 'system', now(), now() + interval '1 day')";
  await database.system.query(invited, [workspaceId]);
  await database.system.query("UPDATE memberships SET disabled_at = now() WHERE person = 'paula'");
  expect(await probe("people")).toMatchObject({ value: 3, because: "People who can come in: 3." });
});

it("counts among those that contain no connection that only listens, though its product could", async () => {
  const admin = await api.store.addToken(["admin"]);
  const add = (name: string, connector: string, settings: object, secrets: object) =>
    api.call("POST", "/v1/connections", admin, { name, connector, settings, secrets });
  expect(await add("heard", "keycloak", {}, {})).toMatchObject({ status: 201 });
  expect(await probe("writes")).toMatchObject({ value: 0, met: false });
  const settings = { baseUrl: "https://sso.example.com" };
  expect(await add("acting", "keycloak", settings, { clientSecret: "s" })).toMatchObject({ status: 201 });
  expect(await probe("writes")).toMatchObject({ value: 1, met: true });
});

it("takes an engineer's word for what is stated, and for nothing else", async () => {
  const put = (id: string, token: string, answer = "yes") =>
    api.call("PUT", `/v1/readiness/${id}`, token, { answer, reason: "as agreed" });
  expect(await put("work-recorded", viewer)).toMatchObject({ status: 403 });
  expect(await put("work-recorded", engineer)).toMatchObject({ status: 200 });
  expect(await probe("work-recorded")).toMatchObject({
    met: true,
    kind: "stated",
    because: expect.stringMatching(/as agreed/),
  });
  expect(await put("work-recorded", engineer, "no")).toMatchObject({ status: 200 });
  expect(await probe("work-recorded")).toMatchObject({ met: false });
  expect(await put("people", engineer)).toMatchObject({
    status: 400,
    body: { message: expect.stringMatching(/measured/) },
  });
  expect(await put("work-recordet", engineer)).toMatchObject({
    status: 404,
    body: { message: expect.stringMatching(/work-recorded/) },
  });
  const rows = await api.store.database.system.query("SELECT actor FROM audit WHERE action = 'readiness-stated'");
  expect(rows.rows).toHaveLength(2);
});

it("reads the newest write canary of each connection, the ages of reviews, and decisions that wait for a word", async () => {
  const { workspaceId, database } = api.store;
  const query = (text: string, values: unknown[]) => database.system.query(text, values);
  const canary = (connection: string, passed: boolean) =>
    query(
      "INSERT INTO canaries (id, workspace_id, connection, capability, entity, passed, checks, by) VALUES ($1, $2, $3, 'c', 'e', $4, '[]', 'system')",
      [newId(), workspaceId, connection, passed],
    );
  expect(await probe("canaries-sound")).toMatchObject({ value: 0, met: true });
  expect(await probe("canary-proved")).toMatchObject({ value: 0, met: false });
  expect(await probe("access-reviewed")).toMatchObject({ kind: "measured", value: null, met: false });
  await canary("ldap", true);
  await canary("ad", true);
  await canary("ad", false);
  expect(await probe("canaries-sound")).toMatchObject({ value: 1, met: false });
  expect(await probe("canary-proved")).toMatchObject({ value: 1, met: true });
  for (const [kind, days] of [
    ["access", 20],
    ["policies", 500],
  ] as const)
    await query(
      `INSERT INTO reviews (id, workspace_id, kind, playbook, period_from, period_to, figures, due_at, status, answered_at)
       VALUES ($1, $2, $3, '', now(), now(), '{}', now(), 'answered', now() - make_interval(days => $4))`,
      [newId(), workspaceId, kind, days],
    );
  expect(await probe("access-reviewed")).toMatchObject({ met: true });
  expect(await probe("policies-reviewed")).toMatchObject({ met: false });
  const decision = { kind: "lesson", what: "w", why: "y", about: [], evidence: [], by: "token:ada" } as const;
  const until = new Date(Date.now() - 1_000).toISOString();
  await transaction(database.system, (client) => takeDecision(client, workspaceId, { ...decision, until }));
  expect(await probe("decisions-current")).toMatchObject({ value: 1, met: false });
});

it("keeps the days on which a level changed", async () => {
  const deps = { dimensions: api.deps.readiness, connectors: api.deps.connectors };
  const keep = (day: string) => keepHistory(api.store.database, deps, new Date(day));
  expect(await keep("2026-11-01T12:00:00Z")).toBe(1);
  expect(await keep("2026-11-01T13:00:00Z")).toBe(0);
  await keep("2026-11-02T12:00:00Z");
  const history = await api.call("GET", "/v1/readiness/history", viewer);
  expect(history).toMatchObject({ status: 200, body: { items: [{ day: "2026-11-01", levels: { capture: 1 } }] } });
  const [first] = (history.body as { items: { levels: object }[] }).items;
  const inOrder = ["capture", "formality", "structure", "accessibility", "integration", "maintenance"];
  expect(Object.keys(first!.levels)).toEqual(inOrder);
});
