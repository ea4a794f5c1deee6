/**
 * Prepares a database for the measured work, for a harness that drives several products over the same load: `DATABASE_URL` (or, without it,
 * Cordon's own Postgres under `CORDON_HOME`), `STUB` (where enrichment and containment calls go) and `BENCH_TOKEN` (what deliveries bear).
 */

import { readConfig } from "../../src/config.ts";
import { readKeyring } from "../../src/connector/keyring.ts";
import { newLog } from "../../src/log.ts";
import { openPlace } from "../../src/place.ts";
import { openDatabase } from "../../src/store/database.ts";
import { migrate } from "../../src/store/migrate.ts";
import { prepareBench } from "../way/content.ts";

const config = readConfig();
const place = await openPlace(config, newLog("warn"));
await migrate(place.place);
const database = openDatabase(place.place, { systemConnections: 2, appConnections: 1 });
await prepareBench(database, readKeyring(config), {
  stub: process.env.STUB ?? "http://127.0.0.1:7800",
  token: process.env.BENCH_TOKEN ?? "bench-token",
});
await database.close();
await place.close();
