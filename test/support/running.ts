/** A whole Cordon in this process, machine and doors, over a test's own database with the shipped content in force. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import connectors from "../../connectors/index.ts";
import { readConfig } from "../../src/config.ts";
import type { ContentCache } from "../../src/content.ts";
import { hashOf } from "../../src/ids.ts";
import { silentLog } from "../../src/log.ts";
import { serve } from "../../src/serve.ts";
import { saveConnection } from "../../src/store/connection.ts";
import { applyTaxonomy } from "../../src/store/content.ts";
import { type Database, transaction } from "../../src/store/database.ts";
import { ensureWorkspace } from "../../src/store/workspace.ts";
import { testStore } from "./database.ts";
import { everythingTo } from "./everything-to.ts";

export interface Running {
  database: Database;
  workspaceId: string;
  /** What is in force in a workspace, with its connections opened. */
  content: ContentCache["get"];
  url: string;
  /** A request with an admin's token; throws unless the answer is 2xx or the status asked for. */
  call<T = Record<string, never>>(method: string, path: string, body?: unknown, status?: number): Promise<T>;
  /** A connection that alerts come by. */
  addSource(name: string, connector: string): Promise<void>;
  /** A connection that calls the HTTP server at this address. */
  addWebhook(name: string, baseUrl: string): Promise<void>;
  /** Every alert is an incident of its own from now on, and runs this playbook. */
  mapEverythingTo(playbook: string, source: string): Promise<void>;
  /** Resolves once no alert waits for correlation. */
  settled(): Promise<void>;
  stop(): Promise<void>;
}

export async function runCordon(): Promise<Running> {
  const store = await testStore();
  // The first workspace is the installation's own.
  await store.database.system.query("DELETE FROM workspaces");
  const home = mkdtempSync(join(tmpdir(), "cordon-running-"));
  const env = {
    ...{ CORDON_HOME: home, DATABASE_URL: store.url, CORDON_PORT: "0", CORDON_KEY: "11".repeat(32) },
    CORDON_EGRESS_ALLOW: "127.0.0.0/8",
  };
  const serving = await serve({ config: readConfig(env), connectors, log: silentLog });
  const { database } = serving.cordon;
  const { id: workspaceId } = await ensureWorkspace(database.system, "default");
  const token = await store.addToken(["admin", "ingest"], { workspaceId });
  async function call<T>(method: string, path: string, body?: unknown, status?: number): Promise<T> {
    const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
    const sent = body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) };
    const answer = await fetch(`${serving.url}${path}`, { method, headers, ...sent });
    const text = await answer.text();
    if (status === undefined ? !answer.ok : answer.status !== status)
      throw new Error(`${method} ${path} answered ${answer.status}: ${text}`);
    return JSON.parse(text) as T;
  }
  return {
    database,
    workspaceId,
    content: serving.cordon.content.get,
    url: serving.url,
    call,
    async addSource(name, connector) {
      await transaction(database.system, (client) =>
        saveConnection(client, workspaceId, {
          ...{ name, connector, settings: {}, secretNames: [], seal: () => null },
          by: "system",
        }),
      );
      serving.cordon.content.invalidate(workspaceId);
    },
    async addWebhook(name, baseUrl) {
      await call("POST", "/v1/connections", { name, connector: "webhook", settings: { baseUrl }, secrets: {} });
    },
    async mapEverythingTo(playbook, source) {
      await call("POST", "/v1/playbooks", { source, file: `playbooks/${playbook}/playbook.yaml` });
      const content = everythingTo(playbook);
      await transaction(database.system, (client) =>
        applyTaxonomy(client, workspaceId, { hash: hashOf(content), content, by: "system" }),
      );
      serving.cordon.content.invalidate(workspaceId);
    },
    async settled() {
      while ((await database.system.query("SELECT 1 FROM alert_inbox LIMIT 1")).rowCount !== 0)
        await new Promise((resolve) => setTimeout(resolve, 20));
    },
    async stop() {
      await serving.stop();
      await store.close();
      rmSync(home, { recursive: true, force: true });
    },
  };
}
