/** A whole Cordon in this process, on a database of its own, with the shipped content and every connector there is. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import connectors from "../../connectors/index.ts";
import { readConfig } from "../../src/config.ts";
import { newLog } from "../../src/log.ts";
import { type Serving, serve } from "../../src/serve.ts";
import { type ApiClient, clientOf, signIn } from "./api-client.ts";
import { testStore } from "./database.ts";

const ROOT = join(import.meta.dirname, "../..");

export interface Way {
  api: ApiClient;
  serving: Serving;
  /** For what only the database can tell or move: owners of runs, the passing of a month. */
  query<T extends object>(text: string, values?: unknown[]): Promise<T[]>;
  /** Stops it and starts it again on the same data, perhaps at another port. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts one. `egressAllow`: the networks the test's systems are in. */
export async function startWay(egressAllow: string[] = []): Promise<Way> {
  const home = mkdtempSync(join(tmpdir(), "cordon-way-"));
  const store = await testStore();
  const config = {
    ...readConfig({ CORDON_HOME: home, CORDON_PORT: "0", CORDON_SYNC_SECONDS: "3" }),
    databaseUrl: store.url,
    egressAllow: ["127.0.0.0/8", ...egressAllow],
  };
  const log = newLog(process.env.CORDON_LOG_LEVEL ?? "silent");
  const start = () => serve({ config, connectors, log });
  let serving = await start();
  let api = await signIn(serving.url, serving.adminSecret ?? "");
  const adminToken = await freshToken(api);
  return {
    get api() {
      return api;
    },
    get serving() {
      return serving;
    },
    query: async <T extends object>(text: string, values: unknown[] = []) =>
      (await store.database.system.query<T>(text, values)).rows,
    async restart() {
      await serving.stop();
      serving = await start();
      api = clientOf(serving.url, adminToken, api.ingestToken);
    },
    async stop() {
      await serving.stop();
      await store.close();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

async function freshToken(api: ApiClient): Promise<string> {
  return (await api.call<{ token: string }>("POST", "/v1/tokens", { name: "way", roles: ["admin"] })).token;
}

/** A shipped playbook with a containment as short as a test: the same text but for the time. */
export function shortened(name: string, from: string, to: string): { source: string; file: string } {
  const shipped = readFileSync(join(ROOT, "playbooks", name, "playbook.yaml"), "utf8");
  const source = shipped.replace(`for: ${from}`, `for: ${to}`);
  if (source === shipped) throw new Error(`The playbook ${name} no longer contains for ${from}.`);
  return { source, file: `${name}/playbook.yaml` };
}
