/** Alerts and deliveries lie in one partition a week; the weeks to come are made ahead. */
import type { Pool } from "./database.ts";

/** Makes the weeks through the fourth from now that are not there yet; answers how many it made. */
export async function addWeeks(pool: Pool): Promise<number> {
  const made = await pool.query<{ made: number }>("SELECT add_weeks(now() + interval '28 days') AS made");
  return made.rows[0]!.made;
}
