/** A whole Cordon in this process: database, machine and doors. */

import { join } from "node:path";
import { Counter, collectDefaultMetrics, Registry } from "prom-client";
import { createApi } from "./api/app.ts";
import { newChangeFeed } from "./api/change-feed.ts";
import type { ApiDeps } from "./api/deps.ts";
import { serveApi } from "./api/serve.ts";
import { systemClock } from "./clock.ts";
import type { Config } from "./config.ts";
import type { Connector } from "./connector/connector.ts";
import { readKeyring } from "./connector/keyring.ts";
import { loadConsole } from "./console-files.ts";
import { type Cordon, startCordon } from "./cordon.ts";
import { TransientError } from "./errors.ts";
import { loadFrameworks } from "./evidence/load.ts";
import { applyShippedContent, type FirstStart, prepareInstallation, SHIPPED } from "./first-start.ts";
import { loadPolicies } from "./guard/load.ts";
import { startListening } from "./listen/listen.ts";
import type { ListenDeps } from "./listen/listener.ts";
import { readListenerAddresses } from "./listen/listener-address.ts";
import type { Log } from "./log.ts";
import { startLoop } from "./loop.ts";
import { runReview } from "./measure/review.ts";
import { newModelFetch } from "./model-fetch.ts";
import { canonicalEntity } from "./normalize/canonical-entity.ts";
import { toIncidentFinding } from "./normalize/incident-finding.ts";
import { ownPlace } from "./own-place.ts";
import { openPlace } from "./place.ts";
import { loadReadiness } from "./readiness/load.ts";
import { keepHistory } from "./readiness/look.ts";
import { replayCorrelation } from "./replay-correlation.ts";
import { makeCanary } from "./respond/canary.ts";
import { inWorkspace, openDatabase } from "./store/database.ts";
import { migrate } from "./store/migrate.ts";
import { asReader } from "./store/reader.ts";
import { listWorkspaces } from "./store/workspace.ts";

export interface Serving extends FirstStart {
  cordon: Cordon;
  url: string;
  /** For people: which database is used. */
  databaseName: string;
  stop(): Promise<void>;
}

export interface ServeOptions {
  config: Config;
  connectors: ReadonlyMap<string, Connector>;
  log: Log;
  /** Offers a one-time admin secret although there is an admin: for whoever lost the last token and may start the process. */
  newAdminSecret?: boolean;
}

/** Starts everything in order, and stops what was started when a later part does not start. */
export async function serve({ config, connectors, log, newAdminSecret = false }: ServeOptions): Promise<Serving> {
  const closing: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (const close of closing.splice(0).reverse()) await close();
  };
  try {
    const syslog = readListenerAddresses(config.syslog);
    const metrics = registry();
    const opened = await openPlace(config, log);
    closing.push(opened.close);
    await migrate(opened.place);
    const readiness = await loadReadiness(join(SHIPPED, "readiness"));
    const frameworks = await loadFrameworks(join(SHIPPED, "controls"));
    const accessPolicies = await loadPolicies(join(SHIPPED, "policies/access"));
    const keyring = readKeyring(config);
    const preparing = openDatabase(opened.place, { systemConnections: 1, appConnections: 1 });
    const prepared = await prepareInstallation(preparing, { newAdminSecret }).finally(() => preparing.close());
    let publicUrl = config.publicUrl;
    const own = ownPlace(config);
    const cordon = await startCordon({
      publicUrl: () => publicUrl,
      place: opened.place,
      connectors,
      keyring,
      egressAllow: config.egressAllow,
      own,
      maxBodyBytes: config.maxBodyBytes,
      syncPollMs: config.syncPollMs,
      retention: config.retention,
      log,
    });
    closing.push(cordon.stop);
    const changes = newChangeFeed(cordon.database, log);
    const parts = { keyring, metrics, readiness, frameworks, changes, accessPolicies, own, publicUrl: () => publicUrl };
    const app = apiOf(cordon, { config, connectors, log }, parts);
    const looking = { dimensions: readiness, connectors };
    const history = startLoop("readiness", 3_600_000, log, async () => {
      await keepHistory(cordon.database, looking, systemClock.now());
      return 0;
    });
    closing.push(history.stop);
    const served = await serveApi(app, config);
    closing.push(served.close);
    // Ends the answers that would not end by themselves, so that closing the doors need not wait for them.
    closing.push(changes.stop);
    publicUrl ||= served.url;
    const listening = await startListening(listenDeps(cordon, metrics, log), syslog);
    closing.push(async () => void (await Promise.all(listening.map((one) => one.stop()))));
    return { ...prepared, cordon, url: served.url, databaseName: opened.name, stop };
  } catch (error) {
    await stop().catch(() => {});
    throw error;
  }
}

function apiOf(
  cordon: Cordon,
  { config, connectors, log }: ServeOptions,
  parts: Pick<
    ApiDeps,
    "keyring" | "metrics" | "readiness" | "frameworks" | "changes" | "accessPolicies" | "own" | "publicUrl"
  >,
): ReturnType<typeof createApi> {
  return createApi({
    database: cordon.database,
    ...parts,
    shippedContent: applyShippedContent,
    maxBodyBytes: config.maxBodyBytes,
    egress: cordon.egress,
    modelFetch: newModelFetch(cordon.egress),
    connectors,
    sources: async (workspaceId) => (await cordon.content.get(workspaceId)).ready.sources,
    responses: cordon.content.get,
    receive: cordon.receive,
    textWay: cordon.reading.textWay,
    preview: cordon.reading.preview,
    recognized: cordon.reading.recognized,
    canonicalEntity,
    incidentFinding: toIncidentFinding,
    invalidate: cordon.content.invalidate,
    kick: cordon.kick,
    runReview: ({ workspaceId, ...request }) =>
      asReader(null, () =>
        inWorkspace(cordon.database, workspaceId, (client) => runReview(client, workspaceId, request)),
      ),
    makeCanary: (request) => makeCanary({ ...cordon, content: cordon.content.get, log }, request),
    splitOff: cordon.splitOff,
    replay: (request) => replayCorrelation(cordon.database, request),
    retention: config.retention,
    console: loadConsole(),
    probes: probesOf(cordon),
    clock: systemClock,
    log,
  });
}

/** Workspaces are named in the setting and known by id; a name once found stays. */
function listenDeps({ database, content, receive }: Cordon, metrics: Registry, log: Log): ListenDeps {
  const messages = new Counter({
    name: "cordon_syslog_messages_total",
    help: "Messages that came by syslog, by what became of them.",
    labelNames: ["listener", "fate"],
    registers: [metrics],
  });
  const ids = new Map<string, string>();
  return {
    async connection(workspace, name) {
      if (!ids.has(workspace)) for (const known of await listWorkspaces(database.system)) ids.set(known.name, known.id);
      const id = ids.get(workspace);
      return id === undefined ? undefined : (await content.get(id)).ready.sources.get(name);
    },
    receive,
    count: (listener, fate, by) => messages.inc({ listener, fate }, by),
    log,
  };
}

function probesOf({ database, engine }: Cordon): ApiDeps["probes"] {
  return {
    database: async () => void (await database.system.query("SELECT 1")),
    worker: async () => {
      if (!engine.alive()) throw new TransientError("engine.no-beat", "The engine has not gone round for a while.");
    },
  };
}

function registry(): Registry {
  const made = new Registry();
  collectDefaultMetrics({ register: made });
  return made;
}
