import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestApi, testApi } from "../../test/support/api.ts";
import type { Imported, InventoryPreview, InventoryView } from "./contract/inventory.ts";

let api: TestApi;
let engineer: string;
let viewer: string;
beforeAll(async () => {
  api = await testApi();
  engineer = await api.store.addToken(["engineer"]);
  viewer = await api.store.addToken(["viewer"]);
});
afterAll(() => api?.close());

const user = (key: string, attributes: object = {}, more: object = {}) => ({ type: "user", key, attributes, ...more });
const load = async (...entities: object[]) =>
  (await api.call("POST", "/v1/inventory", engineer, { entities })).body as Imported;
const undo = (id: string, token = engineer) => api.call("POST", `/v1/inventory/imports/${id}/undo`, token);
const listed = async () => ((await api.call("GET", "/v1/inventory", viewer)).body as { items: InventoryView[] }).items;
const keyed = async (key: string) => (await listed()).find((one) => one.key === key);

describe("an import of the inventory", () => {
  it("is seen before it is made, and where it is wrong, and changes nothing by that", async () => {
    await load(user("ann@example.com", { criticality: "low" }));
    const look = async (text: string) =>
      (await api.call("POST", "/v1/inventory/preview", viewer, { text })).body as InventoryPreview;
    const seen = await look("type,key,criticality\nuser,Ann@example.com,high\nuser,bo@example.com,low\n");
    expect(seen).toMatchObject({
      faults: [],
      entities: [{ key: "Ann@example.com" }, { key: "bo@example.com" }],
      entries: [
        { key: "ann@example.com", what: "changed", changes: expect.arrayContaining(["criticality: low → high"]) },
        { key: "bo@example.com", what: "new" },
      ],
    });
    expect(await look("type,key\nip,nowhere\n")).toMatchObject({ entities: [], faults: [{ line: 2 }] });
    expect(await keyed("bo@example.com")).toBeUndefined();
    expect(await keyed("ann@example.com")).toMatchObject({ attributes: { criticality: "low" } });
  });

  it("is taken back: what was there stands again, and what was not is in the inventory no more", async () => {
    await load(user("cy@example.com", { owner: "soc" }, { name: "Cy", aliases: ["cy.old"] }));
    const { importId } = await load(
      user("cy@example.com", { owner: "it" }, { aliases: ["cy.new"] }),
      user("di@example.com"),
    );
    expect(await keyed("cy@example.com")).toMatchObject({ attributes: { owner: "it" }, aliases: ["cy.new"] });
    expect((await undo(importId, viewer)).status).toBe(403);
    expect(await undo(importId)).toMatchObject({ status: 200, body: { done: true } });
    expect(await keyed("cy@example.com")).toMatchObject({
      name: "Cy",
      attributes: { owner: "soc" },
      aliases: ["cy.old"],
    });
    expect(await keyed("di@example.com")).toBeUndefined();
    // The names that alerts may use, not only those of the record.
    const found = await api.call("GET", "/v1/entities?q=cy@", viewer);
    expect(found.body).toMatchObject({ items: [{ key: "cy@example.com", aliases: ["cy.old"] }] });
    expect((await undo(importId)).status).toBe(409);
  });

  it("is not taken back under a later one, which goes first", async () => {
    const first = await load(user("ed@example.com", { owner: "one" }));
    const second = await load(user("ed@example.com", { owner: "two" }));
    expect(await undo(first.importId)).toMatchObject({
      status: 409,
      body: { message: expect.stringMatching(/take that back first/) },
    });
    expect((await undo(second.importId)).status).toBe(200);
    expect(await keyed("ed@example.com")).toMatchObject({ attributes: { owner: "one" } });
    expect((await undo(first.importId)).status).toBe(200);
    expect(await keyed("ed@example.com")).toBeUndefined();
  });
});
