/** What came, at the terminal. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestApi, testApi } from "../../test/support/api.ts";
import { runCommand } from "../../test/support/command-line.ts";
import { type Served, serveApi } from "../api/serve.ts";
import { saveConnection } from "../store/connection.ts";
import { transaction } from "../store/database.ts";

const MAPPING = { uid: "id", title: "title", time: "at", severity: "severity" };
const alert = (id: string, when: object = { at: "2026-03-01T10:00:00Z" }) => ({
  ...{ id, title: `Door forced ${id}`, severity: "high" },
  ...when,
});

let api: TestApi;
let served: Served;
let folder: string;
let env: Record<string, string>;
let delivered: string;
beforeAll(async () => {
  api = await testApi();
  served = await serveApi(api.app, { host: "127.0.0.1", port: 0 });
  folder = mkdtempSync(join(tmpdir(), "cordon-deliveries-"));
  const token = await api.store.addToken(["analyst"]);
  env = { CORDON_URL: served.url, CORDON_TOKEN: token, CORDON_CREDENTIALS: join(folder, "none.json") };
  await readBy(MAPPING);
  const ingest = await api.store.addToken(["ingest"]);
  await api.call("POST", "/v1/ingest/doors", ingest, [alert("d1")]);
  const body = [alert("d1"), alert("d2"), alert("d\u001b[2J3", { seen: "2026-03-01T11:00:00Z" })];
  delivered = ((await api.call("POST", "/v1/ingest/doors", ingest, body)).body as { deliveryId: string }).deliveryId;
});
afterAll(async () => {
  await served?.close();
  await api?.close();
  rmSync(folder, { recursive: true, force: true });
});

const cordon = (...args: string[]) => runCommand(args, env);
const json = async (...args: string[]) => JSON.parse((await cordon(...args, "--json")).out);
const readBy = (mapping: object) =>
  transaction(api.store.database.system, (client) =>
    saveConnection(client, api.store.workspaceId, {
      ...{ name: "doors", connector: "generic", settings: { mapping } },
      ...{ secretNames: [], seal: () => null, by: "system" },
    }),
  );

describe("cordon deliveries", { timeout: 120_000 }, () => {
  it("lists what came, newest first, narrowed down to what could not be read", async () => {
    const { items } = await json("deliveries", "list", "--connection", "doors");
    expect(items).toMatchObject([{ id: delivered, alerts: 1, duplicates: 1, held: 1 }, { alerts: 1 }]);
    const text = await cordon("deliveries", "list", "--unread");
    expect(text).toMatchObject({ code: 0, out: expect.stringMatching(/^ID +CONNECTION[\s\S]*doors/) });
    expect(text.out.trim().split("\n")).toHaveLength(2);
    expect((await cordon("deliveries", "list", "--connection", "gates")).out).toContain(
      "No deliveries with connection",
    );
  });

  it("shows what became of each document, with the message as text that moves no cursor", async () => {
    const { code, out } = await cordon("deliveries", "show", delivered);
    expect(code).toBe(0);
    expect(out).toMatch(
      /0 +known +Door forced d1[\s\S]*1 +new +Door forced d2[\s\S]*2 +held +normalize\.missing-field/,
    );
    expect(out).not.toContain("\u001b");
    expect(await json("deliveries", "show", delivered)).toMatchObject({ unread: [{ position: 2, status: "held" }] });
  });

  it("reads again what is held: with 1 as long as it cannot be read, and once its mapping is mended with 0", async () => {
    const refused = await cordon("deliveries", "replay", delivered);
    expect(refused).toMatchObject({ code: 1, err: expect.stringContaining("could not be read this time either") });
    const [newest] = (await json("deliveries", "list", "--unread", "--limit", "1")).items;
    await readBy({ ...MAPPING, time: "seen" });
    const { items } = await json("deliveries", "replay", newest.id);
    expect(items).toMatchObject([{ receipt: { accepted: 1, quarantined: [] } }]);
    const again = await cordon("deliveries", "replay", newest.id);
    expect(again).toMatchObject({ code: 0, out: expect.stringContaining("is held") });
  });

  it("says that there is no such delivery", async () => {
    for (const verb of ["show", "replay"])
      expect(await cordon("deliveries", verb, "01a226b0-9707-7417-8cd5-993050cc2b33")).toMatchObject({ code: 2 });
  });
});
