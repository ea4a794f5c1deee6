/** The API over a test's own database, with the real connectors and the real way in, and no worker behind it unless the test runs one. */
import { join } from "node:path";
import { Registry } from "prom-client";
import connectors from "../../connectors/index.ts";
import { type Api, createApi } from "../../src/api/app.ts";
import { newChangeFeed } from "../../src/api/change-feed.ts";
import type { ApiDeps } from "../../src/api/deps.ts";
import { systemClock } from "../../src/clock.ts";
import { compileConnections } from "../../src/connections.ts";
import { createEgress } from "../../src/connector/egress.ts";
import { parseKeyring } from "../../src/connector/keyring.ts";
import { InputError } from "../../src/errors.ts";
import { loadFrameworks } from "../../src/evidence/load.ts";
import { applyShippedContent, SHIPPED } from "../../src/first-start.ts";
import { loadPolicies } from "../../src/guard/load.ts";
import { newReceive } from "../../src/ingest/receive.ts";
import { newRush } from "../../src/ingest/rush.ts";
import { silentLog } from "../../src/log.ts";
import { newModelFetch } from "../../src/model-fetch.ts";
import { canonicalEntity } from "../../src/normalize/canonical-entity.ts";
import { toIncidentFinding } from "../../src/normalize/incident-finding.ts";
import { loadReadiness } from "../../src/readiness/load.ts";
import { readingWith } from "../../src/reading.ts";
import { replayCorrelation } from "../../src/replay-correlation.ts";
import { connectionsOf } from "../../src/store/connection.ts";
import type { Database } from "../../src/store/database.ts";
import { type TestStore, testStore } from "./database.ts";

export interface TestApi {
  store: TestStore;
  deps: ApiDeps;
  app: Api;
  /** A request with a token; a body that is no text is sent as JSON. */
  call(
    method: string,
    path: string,
    token: string | null,
    body?: unknown,
  ): Promise<{ status: number; body: unknown; headers: Headers }>;
  close(): Promise<void>;
}

const keyring = parseKeyring("11".repeat(32), "test");
const egress = createEgress({ allowCidrs: ["127.0.0.0/8"] });

/** Connections as the wiring opens them, from no cache. */
function openedIn({ system }: Database): Pick<ApiDeps, "sources" | "responses"> {
  const opened = async (workspaceId: string) =>
    compileConnections({ connectors, keyring, egress, log: silentLog }, await connectionsOf(system, workspaceId));
  return {
    sources: async (workspaceId) => (await opened(workspaceId)).sources,
    responses: async (workspaceId) => ({
      connections: (await opened(workspaceId)).connections,
      decide: () => ({ decision: "refuse", policies: [], reason: "No policies.", budgets: [] }),
    }),
  };
}

export async function testApi(overrides: Partial<ApiDeps> = {}): Promise<TestApi> {
  const store = await testStore();
  const { database } = store;
  const reading = readingWith(connectors);
  const changes = newChangeFeed(database, silentLog);
  const deps: ApiDeps = {
    database,
    publicUrl: () => "http://localhost",
    accessPolicies: await loadPolicies(join(SHIPPED, "policies/access")),
    shippedContent: applyShippedContent,
    maxBodyBytes: 1_000_000,
    keyring,
    ...{ egress, modelFetch: newModelFetch(egress) },
    connectors,
    ...openedIn(database),
    receive: newReceive({
      pool: database.system,
      maxBodyBytes: 4_000_000,
      arrived: () => {},
      rush: newRush(),
      duplicates: async () => null,
      ...reading,
    }),
    textWay: reading.textWay,
    preview: reading.preview,
    recognized: reading.recognized,
    canonicalEntity,
    incidentFinding: toIncidentFinding,
    invalidate: () => {},
    kick: () => {},
    runReview: async () => [],
    readiness: await loadReadiness(join(SHIPPED, "readiness")),
    frameworks: await loadFrameworks(join(SHIPPED, "controls")),
    makeCanary: async () => {
      throw new InputError("canary.not-declared", "No worker runs behind this API.");
    },
    splitOff: async () => {
      throw new InputError("api.not-found", "There is no such incident.");
    },
    replay: (request) => replayCorrelation(database, request),
    retention: {},
    console: null,
    changes,
    probes: { database: async () => void (await database.system.query("SELECT 1")) },
    metrics: new Registry(),
    clock: systemClock,
    log: silentLog,
    checkAnswers: true,
    ...overrides,
  };
  const app = createApi(deps);
  return {
    store,
    deps,
    app,
    call: callerOf(app),
    async close() {
      await changes.stop();
      await egress.close();
      await store.close();
    },
  };
}

/** What a stream that does not end says first. */
async function firstOf(response: Response): Promise<string> {
  const reader = response.body!.getReader();
  const { value } = await reader.read();
  await reader.cancel();
  return new TextDecoder().decode(value as Uint8Array);
}

function callerOf(app: Api): TestApi["call"] {
  return async (method, path, token, body) => {
    const headers: Record<string, string> = token === null ? {} : { authorization: `Bearer ${token}` };
    const text = body === undefined ? undefined : typeof body === "string" ? body : JSON.stringify(body);
    if (text !== undefined)
      Object.assign(headers, {
        "content-type": "application/json",
        "content-length": String(Buffer.byteLength(text)),
      });
    const response = await app.request(path, { method, headers, ...(text === undefined ? {} : { body: text }) });
    const stream = response.headers.get("content-type") === "text/event-stream";
    const answer = stream ? await firstOf(response) : await response.text();
    const json = /\bjson/.test(response.headers.get("content-type") ?? "");
    return {
      status: response.status,
      headers: response.headers,
      body: json ? (JSON.parse(answer) as unknown) : answer,
    };
  };
}
