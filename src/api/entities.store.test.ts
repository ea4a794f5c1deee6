import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestApi, testApi } from "../../test/support/api.ts";
import { inboxAlert } from "../../test/support/inbox-alert.ts";
import { seedIncident } from "../../test/support/seed.ts";
import { newId } from "../ids.ts";
import type { EntityType } from "../model/entity.ts";
import { resolveBatch } from "../resolving.ts";
import { saveConnection } from "../store/connection.ts";
import { transaction } from "../store/database.ts";
import { learnAliases, noteEntities } from "../store/entity.ts";
import { forgetSightings, noteSightings } from "../store/sighting.ts";
import type { EntityDetail, NamedEntities, Stays } from "./contract/entity.ts";

const SID = "S-1-5-21-1-2-3-1105";

let api: TestApi;
let analyst: string;
let viewer: string;
let connectionId: string;
beforeAll(async () => {
  api = await testApi();
  analyst = await api.store.addToken(["analyst"]);
  viewer = await api.store.addToken(["viewer"]);
  await transaction(api.store.database.system, async (client) => {
    const saved = {
      name: "siem",
      connector: "suricata",
      settings: {},
      secretNames: [],
      seal: () => null,
      by: "system",
    };
    connectionId = (await saveConnection(client, api.store.workspaceId, saved)).id;
  });
});
afterAll(() => api?.close());

/** An alert that names one thing; answers the key of its record. */
function heard(type: EntityType, key: string, aliases: string[] = [], at = "2026-05-01T12:00:00Z"): Promise<string> {
  return transaction(api.store.database.system, async (client) => {
    const { workspaceId } = api.store;
    const details = { entities: [{ type, key, name: key, role: "affected", aliases }] };
    const columns = {
      id: newId(),
      workspaceId,
      connectionId,
      entityType: type,
      entityKey: key,
      time: new Date(at),
      receivedAt: new Date(),
    };
    const batch = await resolveBatch(client, [inboxAlert({ ...columns, details })]);
    await noteEntities(client, batch.fresh);
    await learnAliases(client, batch.learned);
    await noteSightings(client, batch.sightings);
    return batch.alerts[0]!.entityKey;
  });
}

async function named(name: string): Promise<NamedEntities> {
  const answer = await api.call("GET", `/v1/entities/named?name=${encodeURIComponent(name)}`, viewer);
  expect(answer.status).toBe(200);
  return answer.body as NamedEntities;
}

const one = async (name: string): Promise<EntityDetail> => (await named(name)).items[0]!;
const post = (id: string, verb: string, body: object, token = analyst) =>
  api.call("POST", `/v1/entities/${id}/${verb}`, token, body);

describe("an entity", () => {
  it("is one record under every name that sources gave it, each with its origin", async () => {
    await heard("user", "ann@example.com", [SID, "CORP\\ann"]);
    expect(await heard("user", SID.toLowerCase())).toBe("ann@example.com");
    expect(await heard("user", "corp\\ann")).toBe("ann@example.com");
    for (const name of ["Ann@Example.com", SID, "CORP\\Ann", "ann"])
      expect((await one(name)).key).toBe("ann@example.com");
    expect((await one(SID)).names).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ alias: SID.toLowerCase(), kind: "sid", origin: "connection", connection: "siem" }),
      ]),
    );
  });

  it("is found by any of its names in the lists of incidents and alerts", async () => {
    await heard("user", "bea@example.com", ["corp\\bea"]);
    const { number } = await seedIncident(api.store.database, api.store.workspaceId, { entityKey: "bea@example.com" });
    const found = await api.call("GET", "/v1/incidents?entity=CORP%5Cbea", viewer);
    expect(found.body).toMatchObject({ items: [{ number, entityKey: "bea@example.com" }] });
    expect((await api.call("GET", "/v1/alerts?entity=CORP%5Cbea", viewer)).status).toBe(200);
  });

  it("whose name another claims too is not led to by it, and both say so", async () => {
    await heard("user", "corp\\carl");
    await heard("user", "lab\\carl");
    const { items, ambiguous } = await named("carl");
    expect({ keys: items.map(({ key }) => key).sort(), ambiguous }).toEqual({
      keys: ["corp\\carl", "lab\\carl"],
      ambiguous: true,
    });
    expect((await one("corp\\carl")).names).toMatchObject([{ alias: "carl", alsoOf: ["lab\\carl"] }]);
    expect(await heard("user", "carl")).toBe("carl");
  });
});

describe("the inventory", () => {
  it("is never overridden by what alerts say", async () => {
    const engineer = await api.store.addToken(["engineer"]);
    await heard("user", "stranger@example.net", ["chief@example.com"]);
    const entities = [{ type: "user", key: "chief@example.com", attributes: { protected: true } }];
    expect((await api.call("POST", "/v1/inventory", engineer, { entities })).status).toBe(200);
    expect(await heard("user", "chief@example.com", ["stranger@example.net"])).toBe("chief@example.com");
    expect(await one("chief@example.com")).toMatchObject({ key: "chief@example.com", attributes: { protected: true } });
  });

  it("says what an import would change, lists what grew stale and goes out as it came in", async () => {
    const engineer = await api.store.addToken(["engineer"], { name: "second" });
    const entry = { type: "device", key: "ws-1", name: "ws-1", aliases: ["ws-1.example.com"] };
    await api.call("POST", "/v1/inventory", engineer, { entities: [entry] });
    const changed = { ...entry, attributes: { criticality: "high", tags: ["lab"] } };
    const diff = await api.call("POST", "/v1/inventory/diff", viewer, {
      entities: [changed, { type: "device", key: "ws-2" }],
    });
    expect(diff.body).toEqual({
      entries: [
        {
          type: "device",
          key: "ws-1",
          what: "changed",
          changes: ["criticality: unknown → high", "tags: nothing → lab"],
        },
        { type: "device", key: "ws-2", what: "new", changes: [] },
      ],
    });
    const soon = new Date(Date.now() + 60_000).toISOString();
    const stale = await api.call("GET", `/v1/inventory?type=device&staleSince=${soon}`, viewer);
    expect(stale.body).toMatchObject({ items: [{ key: "ws-1", aliases: ["ws-1.example.com"] }] });
    expect((await api.call("GET", "/v1/inventory?staleSince=2020-01-01T00:00:00Z", viewer)).body).toMatchObject({
      items: [],
    });
    expect(await heard("device", "WS-1.example.com".toLowerCase())).toBe("ws-1");
  });
});

describe("a person", () => {
  it("splits a name off, for good, and gives it back", async () => {
    await heard("user", "dora@example.com", ["corp\\dora"]);
    const { id } = await one("dora@example.com");
    expect(await post(id, "split", { alias: "CORP\\dora" }, viewer)).toMatchObject({ status: 403 });
    expect(await post(id, "split", { alias: "CORP\\dora" })).toMatchObject({ status: 200 });
    await heard("user", "dora@example.com", ["corp\\dora"]);
    expect(await heard("user", "corp\\dora")).toBe("corp\\dora");
    expect((await one("dora@example.com")).names).toEqual(
      expect.arrayContaining([expect.objectContaining({ alias: "corp\\dora", rejectedBy: "token:analyst" })]),
    );
    expect(await post(id, "split", { alias: "corp\\dora", restore: true })).toMatchObject({ status: 200 });
    expect(await post(id, "split", { alias: "corp\\dora", restore: true })).toMatchObject({ status: 409 });
  });

  it("merges records and takes it back, and all of it is on record", async () => {
    await heard("user", "emil@example.com");
    await heard("user", "emil.old@example.com");
    const [old, emil] = [await one("emil.old@example.com"), await one("emil@example.com")];
    expect(await post(old.id, "merge", { into: emil.id })).toMatchObject({
      status: 200,
      body: { mergedInto: emil.id },
    });
    expect(await heard("user", "emil.old@example.com")).toBe("emil@example.com");
    expect(await one("emil.old@example.com")).toMatchObject({ id: emil.id, merged: [{ id: old.id }] });
    expect(await post(emil.id, "merge", { into: old.id })).toMatchObject({ status: 409 });
    expect(await post(old.id, "split", {})).toMatchObject({ status: 200, body: { mergedInto: null } });
    expect(await heard("user", "emil.old@example.com")).toBe("emil.old@example.com");
    const audit = await api.store.database.system.query<{ action: string; actor: string }>(
      "SELECT action, actor FROM audit WHERE subject_type = 'entity' AND subject_id = $1 ORDER BY id",
      [old.id],
    );
    expect(audit.rows).toEqual([
      { action: "entity-merged", actor: "token:analyst" },
      { action: "entity-split", actor: "token:analyst" },
    ]);
  });

  it("does not merge away what the inventory declares, nor things of different types", async () => {
    await heard("user", "fay@example.com");
    await heard("device", "fay-pc");
    const [chief, fay, pc] = [await one("chief@example.com"), await one("fay@example.com"), await one("fay-pc")];
    expect(await post(chief.id, "merge", { into: fay.id })).toMatchObject({
      status: 409,
      body: { message: expect.stringMatching(/inventory/) },
    });
    expect(await post(pc.id, "merge", { into: fay.id })).toMatchObject({
      status: 409,
      body: { message: expect.stringMatching(/types/) },
    });
  });
});

describe("an address", () => {
  const hostAt = async (at: string) =>
    (await api.call("GET", `/v1/addresses?address=10.0.0.5&at=${at}`, viewer)).body as Stays;

  it("was the host that alerts named with it, at that time; it never makes two hosts one", async () => {
    await heard("device", "ws-7", ["10.0.0.5"], "2026-05-01T08:00:00Z");
    await heard("device", "ws-7", ["10.0.0.5"], "2026-05-01T10:00:00Z");
    await heard("device", "ws-8", ["10.0.0.5"], "2026-05-01T11:00:00Z");
    await heard("device", "ws-7", ["10.0.0.5"], "2026-05-01T11:30:00Z");
    expect((await hostAt("2026-05-01T09:00:00Z")).items).toMatchObject([{ key: "ws-7", within: true }]);
    expect((await hostAt("2026-05-01T10:30:00Z")).items).toMatchObject([{ key: "ws-7", within: false }]);
    expect((await hostAt("2026-05-01T11:00:00Z")).items).toMatchObject([{ key: "ws-8", within: true }]);
    expect((await hostAt("2026-05-01T11:30:00Z")).items).toMatchObject([{ key: "ws-7", within: true }]);
    expect((await hostAt("2026-04-01T00:00:00Z")).items).toEqual([]);
    expect((await one("ws-7")).addresses).toMatchObject([
      { from: "2026-05-01T11:30:00.000Z" },
      { address: "10.0.0.5" },
    ]);
  });

  it("is forgotten when the stay ended long ago", async () => {
    await heard("device", "ws-9", ["10.0.0.9"], "2020-05-01T08:00:00Z");
    await heard("device", "ws-9", ["10.0.0.10"], new Date().toISOString());
    expect(await forgetSightings(api.store.database.system)).toBeGreaterThan(0);
    expect((await one("ws-9")).addresses).toMatchObject([{ address: "10.0.0.10" }]);
  });
});
