/** Where the database is: the one that was named, else our own. */
import type { Config } from "./config.ts";
import type { Log } from "./log.ts";
import type { DatabasePlace } from "./store/database.ts";
import { startEmbeddedPostgres } from "./store/embedded/start.ts";

export interface OpenPlace {
  place: DatabasePlace;
  /** For people: what is used. */
  name: string;
  /** Stops our own Postgres when nobody else uses it; leaves a named one alone. */
  close(): Promise<void>;
}

/** Starts or adopts the embedded Postgres, unless `DATABASE_URL` names another. */
export async function openPlace(config: Config, log: Log): Promise<OpenPlace> {
  if (config.databaseUrl !== undefined)
    return {
      place: { connectionString: config.databaseUrl },
      name: "the Postgres of DATABASE_URL",
      close: async () => {},
    };
  const own = await startEmbeddedPostgres({ home: config.home, log });
  const { host, port, user, database } = own.connection;
  return { place: { host, port, user, database }, name: `its own Postgres ${own.version}`, close: () => own.stop() };
}
