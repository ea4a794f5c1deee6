/** Alerts of the past, so many that what is measured is not an empty table. */
import type pg from "pg";

const CHUNK = 250_000;

/** Writes `count` alerts with their fingerprints, as if they had come over the last days. */
export async function fill(owner: pg.Client, count: number, say: (line: string) => void): Promise<void> {
  const connection = await owner.query<{ id: string; workspace: string }>(
    "SELECT id, workspace_id AS workspace FROM connections WHERE name = 'bench-network'",
  );
  const { id, workspace } = connection.rows[0]!;
  for (let done = 0; done < count; done += CHUNK) {
    const rows = Math.min(CHUNK, count - done);
    await owner.query(INSERT, [workspace, id, rows, done]);
    say(`${done + rows} alerts stored`);
  }
  await owner.query("VACUUM ANALYZE alerts; ");
  await owner.query("CHECKPOINT");
}

/** Ids count up from an hour before, so that they lie in the week that the load goes on writing to. */
const INSERT = `
WITH made AS (
  SELECT n, (lpad(to_hex((extract(epoch FROM now()) * 1000)::bigint - 3600000 + ($4::int + n) / 10), 12, '0') || '7' ||
    lpad(to_hex((($4::int + n) % 10) * 400), 3, '0') || '8' || substr(md5(($4::int + n)::text), 1, 15))::uuid AS id, md5('seen' || ($4::int + n))::uuid AS fingerprint
  FROM generate_series(1, $3::int) AS n
), seen AS (
  INSERT INTO alert_seen (fingerprint, workspace_id, alert_id, until) SELECT fingerprint, $1::uuid, id, now() + interval '29 days' FROM made
)
INSERT INTO alerts (id, workspace_id, connection_id, delivery_id, position, fingerprint, uid, title, severity, severity_id, entity_type,
  entity_key, entity_name, source, initial_disposition, rule_id, techniques, time, details, finding)
SELECT id, $1::uuid, $2::uuid, id, 0, fingerprint, id::text, 'EXAMPLE Trojan CnC beacon over TLS',
  (ARRAY['low', 'medium', 'high'])[1 + n % 3], 2 + n % 3, 'ip', '10.2.0.' || n % 250, '10.2.0.' || n % 250, 'Suricata', 'unknown', '1:' || n % 500, '{T1071.001}',
  now() - interval '1 hour', jsonb_build_object('ruleName', 'x', 'entities', '[]'::jsonb, 'observables', '[]'::jsonb, 'note', repeat(md5(n::text), 10)),
  jsonb_build_object('class_uid', 2004, 'note', repeat(md5((n + 1)::text), 30))
FROM made`;
