/** The two ways through the ingest door: whichever a delivery takes, it is let in or refused alike. */
import { createServer } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestApi, testApi } from "../../test/support/api.ts";
import { silentLog } from "../log.ts";
import { saveConnection } from "../store/connection.ts";
import { transaction } from "../store/database.ts";
import { newNodeDoor } from "./node-door.ts";
import { type Served, serveApi } from "./serve.ts";

let api: TestApi;
let served: Served;
let tokens: Record<"ingest" | "viewer" | "wrong", string>;
let defects = 0;

beforeAll(async () => {
  api = await testApi({ log: { ...silentLog, error: () => (defects += 1) } as never });
  tokens = {
    ingest: await api.store.addToken(["ingest"]),
    viewer: await api.store.addToken(["viewer"]),
    wrong: "crd_wrong",
  };
  const mapping = { uid: "id", title: "title", time: "at", severity: "severity" };
  await transaction(api.store.database.system, (client) =>
    saveConnection(client, api.store.workspaceId, {
      ...{ name: "mail", connector: "generic", settings: { mapping }, secretNames: [], seal: () => null },
      by: "system",
    }),
  );
  served = await serveApi(api.app, { host: "127.0.0.1", port: 0 });
});
afterAll(async () => {
  await served?.close();
  await api?.close();
});

const alert = JSON.stringify({ id: "a1", title: "Odd", at: "2026-03-01T10:00:00Z", severity: "high" });

/** What was answered, without the ids that every answer has of its own. */
async function said(answer: Response): Promise<unknown> {
  const text = (await answer.text()).replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "id");
  const header = (name: string) => answer.headers.get(name);
  return [answer.status, header("content-type"), header("www-authenticate"), JSON.parse(text)];
}

describe("both ways answer the same to", () => {
  it.each([
    ["an alert that is known already", "mail", "ingest", alert],
    ["what cannot be read", "mail", "ingest", '{"id": "a3",\n "title": tru'],
    ["an empty body", "mail", "ingest", ""],
    ["a connection that is not there", "mial", "ingest", alert],
    ["a token without the role", "mail", "viewer", alert],
    ["a wrong token", "mail", "wrong", alert],
    ["more than is taken", "mail", "ingest", `"${"x".repeat(1_000_001)}"`],
  ] as const)("%s", async (_what, connection, who, body) => {
    const path = `/v1/ingest/${connection}`;
    const headers = { authorization: `Bearer ${tokens[who]}`, "content-type": "application/json" };
    await api.app.request("/v1/ingest/mail", {
      method: "POST",
      headers: { ...headers, authorization: `Bearer ${tokens.ingest}` },
      body: alert,
    });
    const length = { "content-length": String(body.length) };
    const ordinary = await api.app.request(path, { method: "POST", headers: { ...headers, ...length }, body });
    const plain = await fetch(`${served.url}${path}`, { method: "POST", headers, body });
    expect(await said(plain)).toEqual(await said(ordinary));
  });
});

it("takes what is not plain by the ordinary way: an escape in the path, a body in pieces", async () => {
  const headers = { authorization: `Bearer ${tokens.ingest}`, "content-type": "application/json" };
  const escaped = await fetch(`${served.url}/v1/ingest/m%61il`, { method: "POST", headers, body: alert });
  expect(escaped.status).toBe(202);
  const pieces = new Blob([alert]).stream();
  const inPieces = await fetch(`${served.url}/v1/ingest/mail`, {
    method: "POST",
    headers,
    body: pieces,
    duplex: "half",
  } as never);
  expect(inPieces.status).toBe(202);
});

it("takes a sender that hangs up in the middle of a body for no fault of ours", async () => {
  const before = defects;
  const socket = connect(served.port, "127.0.0.1");
  socket.write(
    `POST /v1/ingest/mail HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${tokens.ingest}\r\ncontent-length: 500\r\n\r\n{"id"`,
  );
  await new Promise((resolve) => setTimeout(resolve, 100));
  socket.destroy();
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(defects).toBe(before);
});

it("does not wait for ever for the body of a sender that hung up while it was being looked up", async () => {
  let lookedUp = () => {};
  const looking = new Promise<void>((resolve) => {
    lookedUp = resolve;
  });
  let heard: (what: string) => void = () => {};
  const became = new Promise<string>((resolve) => {
    heard = resolve;
  });
  let arrived = () => {};
  const there = new Promise<void>((resolve) => {
    arrived = resolve;
  });
  const door = newNodeDoor(api.deps, {} as never, async ({ body }) => {
    arrived();
    await looking;
    await body().then(
      () => heard("a body"),
      () => heard("that it is gone"),
    );
    return "{}";
  });
  const server = createServer((incoming, outgoing) => void door(incoming, outgoing)).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const socket = connect((server.address() as AddressInfo).port, "127.0.0.1");
  socket.write(
    `POST /v1/ingest/mail HTTP/1.1\r\nhost: x\r\nauthorization: Bearer x\r\ncontent-length: 500\r\n\r\n{"id"`,
  );
  await there;
  socket.destroy();
  await new Promise((resolve) => setTimeout(resolve, 200));
  lookedUp();
  expect(await became).toBe("that it is gone");
  server.close();
});
