/** Alerts and deliveries lie in one partition a week; the weeks to come are made ahead. */
import type { Pool, Queryable } from "./database.ts";

/** Makes the weeks through the fourth from now that are not there yet; answers how many it made. */
export async function addWeeks(pool: Pool): Promise<number> {
  const made = await pool.query<{ made: number }>("SELECT add_weeks(now() + interval '28 days') AS made");
  return made.rows[0]!.made;
}

/** For how long after its end a week is left alone: what was being written to it is written then. */
const SETTLED = "interval '1 hour'";

/** Puts the words of the earliest week of alerts that is over and has none yet into an index; answers 1 when it did, 0 when there is none left. */
export async function indexWords(pool: Pool): Promise<number> {
  const done = await pool.query<{ leaf: string | null }>(`SELECT index_words_of_a_week(now() - ${SETTLED}) AS leaf`);
  return done.rows[0]!.leaf === null ? 0 : 1;
}

/** How many are forgotten in one round. */
const FORGOTTEN_AT_ONCE = 20_000;

/** Forgets fingerprints whose window is over: a repeat would be an alert of its own anyway. Answers how many; zero when there are none left. */
export async function forgetFingerprints(pool: Pool): Promise<number> {
  const gone = await pool.query(
    `DELETE FROM alert_seen WHERE ctid = ANY (ARRAY(SELECT ctid FROM alert_seen WHERE until < now() LIMIT ${FORGOTTEN_AT_ONCE} FOR UPDATE SKIP LOCKED))`,
  );
  return gone.rowCount ?? 0;
}

/** One partition of alerts or of deliveries: ids below `end`, as text, and not below that of the week before. */
export interface Week {
  table: string;
  end: string;
}

/** The weeks there are, the earliest first. */
export interface Weeks {
  alerts: readonly Week[];
  deliveries: readonly Week[];
}

const WEEKS = `SELECT i.inhparent::regclass::text AS parent, c.relname AS table, (regexp_match(pg_get_expr(c.relpartbound, c.oid), 'TO \\(''([0-9a-f-]{36})''\\)'))[1] AS end
  FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid WHERE i.inhparent IN ('alerts'::regclass, 'deliveries'::regclass) ORDER BY 3`;

export async function readWeeks(client: Queryable): Promise<Weeks> {
  const { rows } = await client.query<Week & { parent: string }>(WEEKS);
  const of = (parent: string) => rows.filter((row) => row.parent === parent);
  return { alerts: of("alerts"), deliveries: of("deliveries") };
}

/** The week that holds this id; undefined when there is none yet. */
export function weekOf(weeks: readonly Week[], id: string): Week | undefined {
  return weeks.find(({ end }) => id < end);
}
