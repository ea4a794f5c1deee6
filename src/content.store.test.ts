import { afterAll, beforeAll, expect, it } from "vitest";
import connectors from "../connectors/index.ts";
import { type TestStore, testStore } from "../test/support/database.ts";
import { createEgress } from "./connector/egress.ts";
import { parseKeyring } from "./connector/keyring.ts";
import { type ContentCache, newContentCache } from "./content.ts";
import { prepareInstallation } from "./first-start.ts";
import { silentLog } from "./log.ts";
import { EntityAttributes } from "./model/entity.ts";
import { saveConnection } from "./store/connection.ts";
import { transaction } from "./store/database.ts";
import { setOwnPlace } from "./store/own-place.ts";

let store: TestStore;
let workspaceId: string;
let cache: ContentCache;
beforeAll(async () => {
  store = await testStore();
  ({ workspaceId } = await prepareInstallation(store.database));
  const keyring = parseKeyring("11".repeat(32), "test");
  const egress = createEgress({ allowCidrs: [] });
  cache = newContentCache({ database: store.database, connectors, keyring, egress, log: silentLog });
});
afterAll(() => store?.close());

const all = () => Promise.all(Array.from({ length: 50 }, () => cache.get(workspaceId)));

it("is built once for all who ask at the same time", async () => {
  expect(new Set(await all()).size).toBe(1);
});

it("decides with what the organization says of itself: its own domain is refused, and without a word it is anybody's", async () => {
  const parts = {
    database: store.database,
    connectors,
    keyring: parseKeyring("11".repeat(32), "test"),
    log: silentLog,
  };
  const egress = createEgress({ allowCidrs: [] });
  const own = newContentCache({ ...parts, egress, own: { domains: ["corp.example.org"] } });
  const decision = async (from: ContentCache) =>
    (await from.get(workspaceId)).decide({
      ...{ workspaceId, capability: "network.block-domain", effectClass: "contain", at: new Date(0) },
      playbook: { name: "phishing-report", maturity: "stable" },
      entity: { type: "domain", key: "mail.corp.example.org", ...EntityAttributes.parse({}) },
      incident: { type: "fraud/phishing", severity: "high", severityId: 4, priority: "high", confidence: 50 },
    }).decision;
  expect([await decision(own), await decision(cache)]).toEqual(["refuse", "allow"]);
  const said = { timeZone: null, networks: [], domains: ["example.org"] };
  await transaction(store.database.system, (client) => setOwnPlace(client, workspaceId, said, "person:ada"));
  cache.invalidate(workspaceId);
  expect(await decision(cache), "as the workspace says").toBe("refuse");
});

it("is built anew once something was changed here, also for those who ask while it is looked for", async () => {
  const before = await cache.get(workspaceId);
  const asking = all();
  await transaction(store.database.system, (client) =>
    saveConnection(client, workspaceId, {
      ...{ name: "doors", connector: "auto", settings: {}, secretNames: [], by: "system" },
      seal: () => null,
    }),
  );
  cache.invalidate(workspaceId);
  const after = new Set(await all());
  await asking;
  expect(after.size).toBe(1);
  const [content] = after;
  expect(content).not.toBe(before);
  expect([...(content?.ready.sources.keys() ?? [])]).toEqual(["doors"]);
  expect(await cache.get(workspaceId)).toBe(content);
});
