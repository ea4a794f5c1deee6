/** A real sender of syslog: util-linux's logger, over UDP and TCP, in both formats and both framings. */
import { execFile, spawnSync } from "node:child_process";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { startListening } from "../../src/listen/listen.ts";
import type { Listening } from "../../src/listen/listener.ts";
import { readListenerAddresses } from "../../src/listen/listener-address.ts";
import { silentLog } from "../../src/log.ts";
import { saveConnection } from "../../src/store/connection.ts";
import { transaction } from "../../src/store/database.ts";
import { type TestApi, testApi } from "../support/api.ts";

const run = promisify(execFile);
const hasLogger = spawnSync("logger", ["--version"]).status === 0;
if (!hasLogger) console.warn("SKIPPED: logger is not installed, so no real sender of syslog was heard.");

describe.skipIf(!hasLogger)("util-linux's logger", () => {
  let api: TestApi;
  let listening: Listening[];
  beforeAll(async () => {
    api = await testApi();
    await transaction(api.store.database.system, (client) =>
      saveConnection(client, api.store.workspaceId, {
        ...{ name: "any", connector: "auto", settings: {}, secretNames: [], seal: () => null, by: "system" as const },
      }),
    );
    const deps = {
      connection: async (_workspace: string, name: string) => (await api.deps.sources(api.store.workspaceId)).get(name),
      receive: api.deps.receive,
      count: () => {},
      log: { ...silentLog, child: () => silentLog },
    };
    const where = ["udp", "tcp"].map((transport) => `${transport}://127.0.0.1:0/test/any?allow=127.0.0.0/8`);
    listening = await startListening(deps, readListenerAddresses(where.join(" ")));
  });
  afterAll(async () => {
    await Promise.all((listening ?? []).map((one) => one.stop()));
    await api?.close();
  });

  test.each([
    ["udp", "--rfc3164"],
    ["udp", "--rfc5424"],
    ["tcp", "--rfc3164"],
    ["tcp", "--rfc5424"],
    ["tcp", "--octet-count"],
  ])("is heard over %s with %s", async (transport, format) => {
    const { port } = listening.find(({ address }) => address.transport === transport)!;
    const id = `${transport}${format}`;
    const message = `CEF:0|Acme|Wall|1|${id}|Knock ${id}|8|src=192.0.2.1 shost=web01 externalId=${id}`;
    const to = [`--${transport}`, "--server", "127.0.0.1", "--port", String(port)];
    await run("logger", [...to, format, "--priority", "auth.alert", "--tag", "wall", message]);
    const found = async () =>
      (await api.store.database.system.query("SELECT title FROM alerts WHERE title LIKE $1", [`%${id}%`])).rows;
    await vi.waitFor(async () => expect(await found()).toHaveLength(1), { timeout: 5_000 });
  });
});
