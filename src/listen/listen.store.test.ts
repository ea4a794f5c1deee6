/** Real sockets on loopback, the real way in, a real database. */
import { execFileSync } from "node:child_process";
import { createSocket } from "node:dgram";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { connect as connectTcp } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect as connectTls } from "node:tls";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { type TestApi, testApi } from "../../test/support/api.ts";
import { TransientError } from "../errors.ts";
import { silentLog } from "../log.ts";
import { saveConnection } from "../store/connection.ts";
import { transaction } from "../store/database.ts";
import { startListening } from "./listen.ts";
import type { ListenDeps, Listening } from "./listener.ts";
import { readListenerAddresses } from "./listener-address.ts";

let api: TestApi;
let folder: string;
const open: Listening[] = [];
const counts: Record<string, number> = {};
const event = (id: string) =>
  `<12>Mar  1 10:00:00 gw CEF:0|Acme|Wall|1|${id}|Knock ${id}|8|src=192.0.2.1 shost=web01 externalId=${id}`;

beforeAll(async () => {
  api = await testApi();
  folder = mkdtempSync(join(tmpdir(), "cordon-syslog-"));
  await transaction(api.store.database.system, (client) =>
    saveConnection(client, api.store.workspaceId, {
      ...{ name: "any", connector: "auto", settings: {}, secretNames: [], seal: () => null, by: "system" as const },
    }),
  );
});
afterEach(async () => {
  for (const listening of open.splice(0)) await listening.stop();
  for (const fate of Object.keys(counts)) delete counts[fate];
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await api?.close();
});

async function listen(setting: string, overrides: Partial<ListenDeps> = {}): Promise<Listening> {
  const deps: ListenDeps = {
    connection: async (_workspace, name) => (await api.deps.sources(api.store.workspaceId)).get(name),
    receive: api.deps.receive,
    count: (_listener, fate, by) => {
      counts[fate] = (counts[fate] ?? 0) + by;
    },
    log: { ...silentLog, child: () => silentLog },
    ...overrides,
  };
  const [listening] = await startListening(deps, readListenerAddresses(setting));
  open.push(listening!);
  return listening!;
}

/** How many alerts stand whose title ends like this. */
async function stored(mark: string): Promise<number> {
  const { rows } = await api.store.database.system.query(
    "SELECT count(*)::int AS count FROM alerts WHERE title LIKE '%' || $1 || '%'",
    [mark],
  );
  return rows[0].count;
}
const arrive = (mark: string, count: number) =>
  vi.waitFor(async () => expect(await stored(mark)).toBe(count), { timeout: 25_000, interval: 50 });

describe("syslog", () => {
  it("over UDP becomes alerts; who is not among the senders' networks is refused and counted", async () => {
    const { port } = await listen("udp://127.0.0.1:0/test/any?allow=127.0.0.0/8");
    const socket = createSocket("udp4");
    for (let number = 0; number < 20; number += 1) socket.send(event(`udp-${number}`), port, "127.0.0.1");
    await arrive("udp-", 20);
    const closed = await listen("udp://127.0.0.1:0/test/any?allow=192.0.2.0/24");
    socket.send(event("stranger"), closed.port, "127.0.0.1");
    await vi.waitFor(() => expect(counts).toEqual({ received: 20, "refused-sender": 1 }));
    socket.close();
    expect(await stored("stranger")).toBe(0);
  });

  it("over TCP becomes alerts, counted and by lines in one stream", async () => {
    const { port } = await listen("tcp://127.0.0.1:0/test/any?allow=127.0.0.0/8");
    const socket = connectTcp(port, "127.0.0.1");
    const lines = Array.from({ length: 1_200 }, (_, number) => event(`tcp-${number}`));
    socket.end(lines.map((line, at) => (at % 2 === 0 ? `${line}\n` : `${line.length} ${line}`)).join(""));
    await arrive("tcp-", 1_200);
  });

  it("over TCP is not read on while nothing can be written, and all is there afterwards", async () => {
    let refusals = 0;
    const { port } = await listen("tcp://127.0.0.1:0/test/any?allow=127.0.0.0/8", {
      async receive(connection, delivery) {
        refusals += 1;
        if (refusals <= 5) throw new TransientError("ingest.overloaded", "Later.", { retryAfterMs: 20 });
        return api.deps.receive(connection, delivery);
      },
    });
    const socket = connectTcp(port, "127.0.0.1");
    const bytes = Array.from({ length: 3_000 }, (_, number) => `${event(`slow-${number}`)}\n`).join("");
    socket.end(bytes);
    await vi.waitFor(() => expect(refusals).toBeGreaterThan(1));
    expect(counts.received).toBeLessThan(3_000);
    await arrive("slow-", 3_000);
  });

  it("over TLS takes only senders whose certificate is signed", async () => {
    const [key, cert] = [join(folder, "key.pem"), join(folder, "cert.pem")];
    const subject = ["-subj", "/CN=localhost", "-keyout", key, "-out", cert];
    execFileSync("openssl", ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", ...subject], {
      stdio: "ignore",
    });
    const { port } = await listen(`tls://127.0.0.1:0/test/any?cert=${cert}&key=${key}&ca=${cert}`);
    const [ca, own] = [readFileSync(cert), { key: readFileSync(key), cert: readFileSync(cert) }];
    const known = connectTls({ port, host: "127.0.0.1", servername: "localhost", ca, ...own });
    const line = event("tls-1");
    known.end(`${line.length} ${line}`);
    await arrive("tls-1", 1);
    const stranger = connectTls({ port, host: "127.0.0.1", servername: "localhost", ca });
    stranger.on("error", () => {});
    stranger.write(`${event("tls-2")}\n`);
    await vi.waitFor(() => expect(counts["refused-sender"]).toBe(1));
    expect(await stored("tls-2")).toBe(0);
  });
});
