import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestApi, testApi } from "../../test/support/api.ts";
import type { Proposal, ReadMessages } from "./contract/source.ts";

let api: TestApi;
let admin: string;
beforeAll(async () => {
  api = await testApi();
  admin = await api.store.addToken(["admin"]);
});
afterAll(() => api?.close());

const unheard = (n: number) => ({
  ...{ eventId: `evt-2026-${n}`, when: "2026-03-01T10:00:00Z", alertName: "Door forced", threatLevel: "HIGH" },
  ...{ sourceAddress: `203.0.113.${n}`, deviceName: `lock-${n}`, userName: "ann" },
});

describe("reading messages without storing them", () => {
  it("says who recognizes a message, and how sure each field is of one that nobody does", async () => {
    const text = `${JSON.stringify({ timestamp: "2026-03-01T10:00:00Z", flow_id: 1, event_type: "alert", src_ip: "192.0.2.1", dest_ip: "10.0.0.1", alert: { signature_id: 7, signature: "S", severity: 1 } })}\n${JSON.stringify(unheard(1))}`;
    const { status, body } = await api.call("POST", "/v1/sources/read", admin, { text });
    const { items } = body as ReadMessages;
    expect(status).toBe(200);
    expect(items.map(({ connector, what }) => [connector, what])).toEqual([
      ["suricata", "alert"],
      ["auto", "alert"],
    ]);
    expect(items[1]?.alert).toMatchObject({
      severity: "high",
      entityKey: "ann",
      inferred: { title: { path: "alertName" }, time: { path: "when" } },
    });
    expect((await api.store.database.system.query("SELECT 1 FROM deliveries")).rowCount).toBe(0);
  });

  it("names the nearest connector where there is none of that name, and what is wrong with settings", async () => {
    const read = (more: object) => api.call("POST", "/v1/sources/read", admin, { text: "{}", ...more });
    expect(await read({ connector: "suricatta" })).toMatchObject({
      status: 404,
      body: { message: expect.stringContaining('"suricata"') },
    });
    expect(await read({ connector: "generic", settings: { mapping: 7 } })).toMatchObject({
      status: 400,
      body: { message: expect.stringContaining("settings.mapping") },
    });
  });
});

/** What a source recognizes is no sample. */
const known = {
  ...{ timestamp: "2026-03-01T10:00:00Z", flow_id: 1, event_type: "alert", src_ip: "192.0.2.1", dest_ip: "10.0.0.1" },
  alert: { signature_id: 7, signature: "S", severity: 1 },
};

describe("learning a mapping", () => {
  it("proposes from a connection's own deliveries one that reads them exactly", async () => {
    await api.call("POST", "/v1/connections", admin, { name: "doors", connector: "auto" });
    const delivered = await api.call("POST", "/v1/ingest/doors", admin, [unheard(1), unheard(2), unheard(3), known]);
    expect(delivered).toMatchObject({ status: 202, body: { accepted: 4 } });
    const { body } = await api.call("POST", "/v1/sources/learn", admin, { connection: "doors" });
    const proposal = body as Proposal;
    expect(proposal).toMatchObject({
      samples: 3,
      missing: [],
      heldOut: null,
      settings: { mapping: { title: "alertName", time: "when" } },
    });
    const again = await api.call("POST", "/v1/sources/read", admin, {
      connector: "generic",
      settings: proposal.settings,
      text: JSON.stringify(unheard(9)),
    });
    expect((again.body as ReadMessages).items[0]?.alert).toMatchObject({
      uid: "evt-2026-9",
      severity: "high",
      entityKey: "ann",
      inferred: null,
    });
  });

  it("reads what a connection received through settings that it does not have yet", async () => {
    const mapping = { title: "alertName", time: "when", severity: "threatLevel" };
    const { body } = await api.call("POST", "/v1/sources/read", admin, {
      connector: "generic",
      settings: { mapping, skip: { not: { path: "alertName", exists: true } } },
      connection: "doors",
    });
    expect((body as ReadMessages).items.map(({ position, what }) => [position, what])).toEqual([
      [0, "alert"],
      [1, "alert"],
      [2, "alert"],
      [3, "no-alert"],
    ]);
  });

  it("says what is missing, and how the mapping does on samples it was not learned from", async () => {
    const lines = Array.from({ length: 8 }, (_, n) => JSON.stringify({ ...unheard(n), threatLevel: undefined }));
    const { body } = await api.call("POST", "/v1/sources/learn", admin, { text: lines.join("\n") });
    expect(body).toMatchObject({
      samples: 6,
      missing: ["severity"],
      heldOut: {
        samples: 2,
        unread: 0,
        fields: expect.arrayContaining([{ field: "title", mapping: 2, inference: 2, same: 2 }]),
      },
    });
  });

  it("says that there is nothing to learn from", async () => {
    await api.call("POST", "/v1/connections", admin, { name: "quiet", connector: "auto" });
    expect(await api.call("POST", "/v1/sources/learn", admin, { connection: "quiet" })).toMatchObject({
      status: 400,
      body: { code: "api.no-samples" },
    });
    expect(await api.call("POST", "/v1/sources/learn", admin, { connection: "nobody" })).toMatchObject({ status: 404 });
    expect(await api.call("POST", "/v1/sources/read", admin, {})).toMatchObject({ status: 400 });
  });
});

describe("an alert that was inferred", () => {
  it("says so when it is read, with how sure each field is", async () => {
    const { body: page } = await api.call("GET", "/v1/alerts?limit=50", admin);
    const { items } = page as { items: { id: string; title: string }[] };
    const detail = async (title: string) => {
      const { id } = items.find((one) => one.title === title)!;
      return (await api.call("GET", `/v1/alerts/${id}`, admin)).body;
    };
    expect(await detail("Door forced")).toMatchObject({
      inferred: { severity: { path: "threatLevel", confidence: expect.any(Number) } },
    });
    expect(await detail("S")).toMatchObject({ inferred: null });
  });
});
