/** What Postgres itself can take: the rows just stored, written once more with COPY, into a table with the same columns and indexes. */
import { rmSync } from "node:fs";
import type pg from "pg";

/**
 * Rows a second of one COPY of up to `limit` stored alerts out of a file of the server's own, so that no client costs anything: the best of
 * three, each a durable transaction. `owner` is a superuser.
 */
export async function copyRowsPerSecond(
  owner: pg.Client,
  limit: number,
): Promise<{ rowsPerSecond: number; rows: number }> {
  const folder = await owner.query<{ data_directory: string }>("SHOW data_directory");
  const file = `${folder.rows[0]!.data_directory}/bench-copy`;
  try {
    await owner.query(`COPY (SELECT * FROM alerts ORDER BY id DESC LIMIT ${limit}) TO '${file}'`);
    let best = 0;
    let rows = 0;
    for (let round = 0; round < 3; round += 1) {
      await owner.query(
        // Room for a row as the weeks of alerts have it: LIKE leaves that out.
        "DROP TABLE IF EXISTS copied; CREATE TABLE copied (LIKE alerts INCLUDING ALL, UNIQUE (fingerprint)) WITH (toast_tuple_target = 2700)",
      );
      await owner.query("CHECKPOINT");
      const from = performance.now();
      rows = (await owner.query(`COPY copied FROM '${file}'`)).rowCount ?? 0;
      best = Math.max(best, rows / ((performance.now() - from) / 1000));
    }
    await owner.query("DROP TABLE copied");
    return { rowsPerSecond: Math.round(best), rows };
  } finally {
    rmSync(file, { force: true });
  }
}
