import { gzipSync } from "node:zlib";
import { Registry } from "prom-client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestApi, testApi } from "../../test/support/api.ts";
import { sealContext, sealSecrets } from "../connector/seal.ts";
import { TransientError } from "../errors.ts";
import { saveConnection } from "../store/connection.ts";
import { transaction } from "../store/database.ts";
import { createApi } from "./app.ts";
import { serveApi } from "./serve.ts";

const mapping = {
  uid: "id",
  title: "title",
  time: "at",
  severity: "severity",
  entities: [{ type: "user", from: "user" }],
};
const alert = (id: string) => ({
  id,
  title: "Odd sign-in",
  at: "2026-03-01T10:00:00Z",
  severity: "high",
  user: "ada@example.com",
});

let api: TestApi;
let token: string;
beforeAll(async () => {
  api = await testApi();
  token = await api.store.addToken(["ingest"]);
  await add("mail", {});
});
afterAll(() => api?.close());

async function add(
  name: string,
  secrets: Record<string, string>,
  workspaceId = api.store.workspaceId,
): Promise<string> {
  const { id } = await transaction(api.store.database.system, (client) =>
    saveConnection(client, workspaceId, {
      name,
      connector: "generic",
      settings: { mapping },
      secretNames: Object.keys(secrets),
      seal: (id) =>
        Object.keys(secrets).length === 0 ? null : sealSecrets(api.deps.keyring, sealContext(workspaceId, id), secrets),
      by: "system",
    }),
  );
  return id;
}

const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  api.app.request(`/v1/ingest/${path}`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json", ...headers },
    body,
    duplex: "half",
  } as RequestInit);

describe("deliveries", () => {
  it("are answered with a receipt once they are kept; the same alert again is a duplicate", async () => {
    const first = await post("mail", JSON.stringify([alert("a1"), alert("a2")]));
    expect(first.status).toBe(202);
    expect(await first.json()).toMatchObject({
      deliveryId: expect.any(String),
      accepted: 2,
      duplicates: 0,
      ignored: 0,
      quarantined: [],
    });
    const second = await post("mail", gzipSync(JSON.stringify(alert("a1"))), { "content-encoding": "gzip" });
    expect(await second.json()).toMatchObject({ accepted: 0, duplicates: 1 });
    const kept = await api.store.database.system.query("SELECT count(*)::int AS count FROM deliveries");
    expect(kept.rows).toEqual([{ count: 2 }]);
  });

  it("that come over a socket get the same receipt, one after another on one connection", async () => {
    const served = await serveApi(api.app, { host: "127.0.0.1", port: 0 });
    try {
      for (const id of ["s1", "s2"]) {
        const answer = await fetch(`${served.url}/v1/ingest/mail`, {
          method: "POST",
          headers: { authorization: `Bearer ${token}`, "content-type": "application/json", "content-encoding": "gzip" },
          body: gzipSync(JSON.stringify(alert(id))),
        });
        expect(answer.status).toBe(202);
        expect(answer.headers.get("content-type")).toBe("application/json");
        expect(await answer.json()).toMatchObject({ accepted: 1, duplicates: 0 });
      }
    } finally {
      await served.close();
    }
  });

  it("that cannot be read at all are kept in quarantine and answered 422 with the place", async () => {
    const answer = await post("mail", '{"id": "a3",\n "title": tru');
    expect(answer.status).toBe(422);
    const problem = (await answer.json()) as {
      code: string;
      message: string;
      details: { quarantined: { id: string }[] };
    };
    expect(problem).toMatchObject({
      code: "api.unreadable-delivery",
      message: expect.stringMatching(/[Ll]ine 2, column \d+/),
    });
    const held = await api.store.database.system.query("SELECT id FROM quarantine WHERE id = $1", [
      problem.details.quarantined[0]!.id,
    ]);
    expect(held.rows).toHaveLength(1);
  });

  it("that can be read in part are accepted, and say what was set aside", async () => {
    const answer = await post("mail", JSON.stringify([alert("b1"), { title: "no id" }]));
    expect(answer.status).toBe(202);
    expect(await answer.json()).toMatchObject({ accepted: 1, quarantined: [{ position: 1 }] });
  });

  it("larger than the limit are refused before they are read, announced or not", async () => {
    expect((await post("mail", "x".repeat(1_000_001), { "content-length": "1000001" })).status).toBe(413);
    let sent = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 1;
        controller.enqueue(new Uint8Array(100_000));
      },
    });
    const answer = await post("mail", endless);
    expect(answer.status).toBe(413);
    expect(sent).toBeLessThan(30);
  });

  it("that blow up when unpacked are refused", async () => {
    const answer = await post("mail", gzipSync(Buffer.alloc(8_000_000, 32)), { "content-encoding": "gzip" });
    expect(answer.status).toBe(413);
  });

  it("to a connection that is not there get 404", async () => {
    expect((await post("nowhere", "{}")).status).toBe(404);
  });

  it("need a token that may deliver, and one bound to a connection only delivers there", async () => {
    const bound = await add("bound", {});
    const narrow = await api.store.addToken(["ingest"], { connectionId: bound, name: "narrow" });
    const viewer = await api.store.addToken(["viewer"]);
    const as = (who: string, where: string) =>
      post(where, JSON.stringify(alert("c1")), { authorization: `Bearer ${who}` });
    expect((await as(viewer, "mail")).status).toBe(403);
    expect((await as(narrow, "mail")).status).toBe(403);
    expect((await as(narrow, "bound")).status).toBe(202);
    expect((await as("crd_wrong", "mail")).status).toBe(401);
  });

  it("ask the sender to come back when too many wait, and say when", async () => {
    const overloaded = new TransientError("ingest.overloaded", "Too many wait.", { retryAfterMs: 2500 });
    const busy = createApi({ ...api.deps, receive: () => Promise.reject(overloaded), metrics: new Registry() });
    const answer = await busy.request("/v1/ingest/mail", {
      method: "POST",
      headers: { authorization: `Bearer ${token}` },
      body: "{}",
    });
    expect(answer.status).toBe(429);
    expect(answer.headers.get("retry-after")).toBe("3");
  });
});
