/** A whole Cordon in this process: database, machine and doors. */

import { collectDefaultMetrics, Registry } from "prom-client";
import { createApi } from "./api/app.ts";
import type { ApiDeps } from "./api/deps.ts";
import { serveApi } from "./api/serve.ts";
import { systemClock } from "./clock.ts";
import type { Config } from "./config.ts";
import type { Connector } from "./connector/connector.ts";
import { readKeyring } from "./connector/keyring.ts";
import { type Cordon, startCordon } from "./cordon.ts";
import { TransientError } from "./errors.ts";
import { type FirstStart, prepareInstallation } from "./first-start.ts";
import type { Log } from "./log.ts";
import { runReview } from "./measure/review.ts";
import { canonicalEntity } from "./normalize/canonical-entity.ts";
import { openPlace } from "./place.ts";
import { inWorkspace, openDatabase } from "./store/database.ts";
import { migrate } from "./store/migrate.ts";

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
    const opened = await openPlace(config, log);
    closing.push(opened.close);
    await migrate(opened.place);
    const keyring = readKeyring(config);
    const preparing = openDatabase(opened.place, { systemConnections: 1, appConnections: 1 });
    const prepared = await prepareInstallation(preparing, { newAdminSecret }).finally(() => preparing.close());
    const cordon = await startCordon({
      place: opened.place,
      connectors,
      keyring,
      egressAllow: config.egressAllow,
      maxBodyBytes: config.maxBodyBytes,
      syncPollMs: config.syncPollMs,
      log,
    });
    closing.push(cordon.stop);
    const app = createApi({
      database: cordon.database,
      maxBodyBytes: config.maxBodyBytes,
      keyring,
      egress: cordon.egress,
      connectors,
      sources: async (workspaceId) => (await cordon.content.get(workspaceId)).ready.sources,
      receive: cordon.receive,
      textWay: cordon.textWay,
      canonicalEntity,
      invalidate: cordon.content.invalidate,
      kick: cordon.kick,
      runReview: ({ workspaceId, ...request }) =>
        inWorkspace(cordon.database, workspaceId, (client) => runReview(client, workspaceId, request)),
      probes: probesOf(cordon),
      metrics: registry(),
      clock: systemClock,
      log,
    });
    const served = await serveApi(app, config);
    closing.push(served.close);
    return { ...prepared, cordon, url: served.url, databaseName: opened.name, stop };
  } catch (error) {
    await stop().catch(() => {});
    throw error;
  }
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
