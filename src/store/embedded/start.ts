import type { Log } from "../../log.ts";
import type { EmbeddedPostgres } from "./supervise.ts";
import { superviseCluster } from "./supervise.ts";

/**
 * The Postgres that comes with Cordon, running on the data under `home` with full durability: started, or adopted when a
 * Cordon that died left it running. It listens on a Unix socket in a private directory and nowhere else.
 * InputError when this platform or account cannot have one (the message says to set DATABASE_URL).
 */
export function startEmbeddedPostgres(options: {
  home: string;
  log: Log;
  onCrash?: () => void;
}): Promise<EmbeddedPostgres> {
  return superviseCluster(options);
}
