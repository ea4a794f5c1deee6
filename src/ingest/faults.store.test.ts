/** What networks and senders do to deliveries, through the real door over a real socket: each answer is true, and what was accepted is there. */
import { connect } from "node:net";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestApi, testApi } from "../../test/support/api.ts";
import { type Served, serveApi } from "../api/serve.ts";
import { saveConnection } from "../store/connection.ts";
import { transaction } from "../store/database.ts";

let api: TestApi;
let token: string;
let url: string;
let server: Served;
const mapping = {
  ...{ uid: "id", title: "title", time: "at", severity: "severity" },
  entities: [{ type: "user", from: "user" }],
};
const alert = (id: string, at = "2026-03-01T10:00:00Z") => ({
  ...{ id, title: `Fault ${id}`, at, severity: "high", user: `${id}@example.com` },
});

beforeAll(async () => {
  api = await testApi();
  token = await api.store.addToken(["ingest"]);
  for (const name of ["loud", "quiet"])
    await transaction(api.store.database.system, (client) =>
      saveConnection(client, api.store.workspaceId, {
        ...{ name, connector: "generic", settings: { mapping }, secretNames: [], seal: () => null },
        by: "system",
      }),
    );
  server = await serveApi(api.app, { host: "127.0.0.1", port: 0 });
  url = server.url;
});
afterAll(async () => {
  await server?.close();
  await api?.close();
});

const post = (connection: string, body: string | Uint8Array, headers: Record<string, string> = {}) =>
  fetch(`${url}/v1/ingest/${connection}`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json", ...headers },
    body: body as never,
  });

async function stored(mark: string): Promise<number> {
  const { rows } = await api.store.database.system.query(
    "SELECT count(*)::int AS count FROM alerts WHERE title LIKE 'Fault ' || $1 || '%'",
    [mark],
  );
  return rows[0].count;
}

describe("a delivery", () => {
  it("that comes again, at once or later, is one alert, and the answers say so", async () => {
    const body = JSON.stringify(alert("again"));
    const answers = await Promise.all(Array.from({ length: 20 }, () => post("loud", body)));
    const receipts = (await Promise.all(answers.map((one) => one.json()))) as {
      accepted: number;
      duplicates: number;
    }[];
    expect(receipts.reduce((sum, { accepted }) => sum + accepted, 0)).toBe(1);
    expect(receipts.reduce((sum, { duplicates }) => sum + duplicates, 0)).toBe(19);
    expect(await stored("again")).toBe(1);
  });

  it("that is late, out of order, or by a clock that is wrong is taken all the same", async () => {
    const times = ["2026-03-01T10:00:03Z", "2026-03-01T10:00:01Z", "2019-01-01T00:00:00Z", "2099-01-01T00:00:00Z"];
    for (const [number, at] of times.entries())
      expect((await post("loud", JSON.stringify(alert(`clock-${number}`, at)))).status).toBe(202);
    expect(await stored("clock-")).toBe(4);
  });

  it("that breaks off in the middle leaves nothing, sized or chunked, and the whole one is taken afterwards", async () => {
    const body = JSON.stringify(alert("half"));
    const head = `POST /v1/ingest/loud HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${token}\r\ncontent-type: application/json\r\n`;
    const half = body.slice(0, 20);
    const cuts = [
      `${head}content-length: ${body.length}\r\n\r\n${half}`,
      `${head}transfer-encoding: chunked\r\n\r\n14\r\n${half}\r\n`,
    ];
    for (const cut of cuts) {
      const socket = connect(server.port, "127.0.0.1");
      await new Promise<void>((resolve) => socket.write(cut, () => resolve()));
      socket.destroy();
    }
    expect((await post("loud", body)).status).toBe(202);
    const { rows } = await api.store.database.system.query(
      "SELECT count(*)::int AS count FROM deliveries WHERE position('half@example.com' in convert_from(body, 'UTF8')) > 0 OR octet_length(body) = 20",
    );
    expect([await stored("half"), rows[0].count]).toEqual([1, 1]);
  });

  it("whose compression is broken is refused as that, and nothing of it is kept", async () => {
    const whole = gzipSync(JSON.stringify(alert("zip")));
    for (const broken of [whole.subarray(0, whole.length - 12), Buffer.from("no gzip at all")]) {
      const answer = await post("loud", broken, { "content-encoding": "gzip" });
      expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([400, "ingest.bad-gzip"]);
    }
    expect((await post("loud", whole, { "content-encoding": "gzip" })).status).toBe(202);
    expect(await stored("zip")).toBe(1);
  });
});

describe("a source that sends a thousand times its usual", () => {
  it("is told to wait past its share, while another is answered, and every alert accepted is there", async () => {
    const sources = await api.deps.sources(api.store.workspaceId);
    const send = (connection: string, id: string) =>
      api.deps.receive(sources.get(connection)!, { headers: {}, body: Buffer.from(JSON.stringify(alert(id))) });
    const loud = Array.from({ length: 1_800 }, (_, number) => send("loud", `flood-${number}`));
    const quiet = Array.from({ length: 10 }, (_, number) => send("quiet", `calm-${number}`));
    const settled = await Promise.allSettled(loud);
    const refused = settled.flatMap((one) => (one.status === "rejected" ? [one.reason] : []));
    expect(refused).toHaveLength(300);
    expect(new Set(refused.map(({ code, retryAfterMs }) => `${code} ${retryAfterMs}`))).toEqual(
      new Set(["ingest.overloaded 1000"]),
    );
    expect((await Promise.all(quiet)).map(({ accepted }) => accepted)).toEqual(Array(10).fill(1));
    expect([await stored("flood-"), await stored("calm-")]).toEqual([1_500, 10]);
    expect(await send("loud", "flood-after")).toMatchObject({ accepted: 1 });
  });
});
