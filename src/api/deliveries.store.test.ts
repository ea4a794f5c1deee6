import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestApi, testApi } from "../../test/support/api.ts";
import { saveConnection } from "../store/connection.ts";
import { transaction } from "../store/database.ts";
import type { Delivery, DeliveryDetail } from "./contract/delivery.ts";

const mapping = {
  ...{ uid: "id", title: "title", time: "at", severity: "severity" },
  entities: [{ type: "user", from: "user" }],
};
const alert = (id: string) => ({
  ...{ id, title: `Odd sign-in ${id}`, at: "2026-03-01T10:00:00Z", severity: "high", user: "ada@example.com" },
});

let api: TestApi;
let viewer: string;
let ingest: string;
beforeAll(async () => {
  api = await testApi();
  viewer = await api.store.addToken(["viewer"]);
  ingest = await api.store.addToken(["ingest"]);
  for (const name of ["mail", "doors"])
    await transaction(api.store.database.system, (client) =>
      saveConnection(client, api.store.workspaceId, {
        ...{ name, connector: "generic", settings: { mapping }, secretNames: [], seal: () => null, by: "system" },
      }),
    );
});
afterAll(() => api?.close());

const deliver = async (connection: string, body: unknown) =>
  ((await api.call("POST", `/v1/ingest/${connection}`, ingest, body)).body as { deliveryId: string }).deliveryId;
const list = async (query = "") =>
  (await api.call("GET", `/v1/deliveries${query}`, viewer)).body as { items: Delivery[]; next: string | null };
const read = async (id: string) => (await api.call("GET", `/v1/deliveries/${id}`, viewer)).body as DeliveryDetail;

describe("deliveries", () => {
  it("say of each document what became of it, with the message word for word", async () => {
    await deliver("mail", [alert("a1")]);
    const id = await deliver("mail", [alert("a1"), alert("a2"), { title: "no id" }]);
    const [newest] = (await list()).items;
    expect(newest).toMatchObject({ id, connection: "mail", alerts: 1, duplicates: 1, unread: 1, held: 1 });
    expect(await read(id)).toMatchObject({
      outcomes: [
        { position: 0, what: "duplicate", title: "Odd sign-in a1", suppressionId: null, incident: null },
        { position: 1, what: "alert", title: "Odd sign-in a2" },
      ],
      unread: [{ position: 2, code: "normalize.missing-field", status: "held" }],
      raw: { text: JSON.stringify([alert("a1"), alert("a2"), { title: "no id" }]), truncated: false },
    });
  });

  it("are narrowed down to a connection, and to those of which something could not be read, and read page by page", async () => {
    const id = await deliver("doors", [alert("d1")]);
    expect((await list("?connection=doors")).items).toMatchObject([{ id, alerts: 1, unread: 0 }]);
    expect((await list("?connection=nowhere")).items).toEqual([]);
    expect((await list("?unread=true")).items).toMatchObject([{ connection: "mail", unread: 1 }]);
    const first = await list("?limit=1");
    const second = await list(`?limit=1&cursor=${first.next}`);
    expect(first.items).toMatchObject([{ id }]);
    expect(second.items).toMatchObject([{ connection: "mail", unread: 1 }]);
  });

  it("say what was read again", async () => {
    const id = await deliver("mail", [alert("c1"), { title: "no id" }]);
    const [held] = (await read(id)).unread;
    const analyst = await api.store.addToken(["analyst"], { name: "second" });
    await api.call("POST", `/v1/quarantine/${held!.id}/replay`, analyst);
    expect(await read(id)).toMatchObject({ unread: [{ status: "replayed" }] });
    expect((await list()).items.find((one) => one.id === id)).toMatchObject({ unread: 1, held: 0 });
  });

  it("that are not there are 404", async () => {
    const answer = await api.call("GET", "/v1/deliveries/01a226b0-9707-7417-8cd5-993050cc2b33", viewer);
    expect(answer.status).toBe(404);
  });
});
