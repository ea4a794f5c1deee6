/** A history to ask questions of: so many weeks of alerts, the incidents they became, and what is open of them. */
import pg from "pg";

/** How far back the alerts reach, the week that goes on among them. */
export const WEEKS = 8;
const CHUNK = 250_000;

export interface History {
  workspace: string;
  alerts: number;
  incidents: number;
}

/** Ids of version 7 in order of time: `at` in milliseconds, the rest by `n`. */
const ID =
  "(lpad(to_hex(at), 12, '0') || '7' || lpad(to_hex(n % 4096), 3, '0') || '8' || substr(md5(salt || n), 1, 15))::uuid";

/** Some entities are in thousands of alerts and most in a few, as everywhere. */
const ENTITY = "(floor(50000 * power(random(), 3)))::int";

/**
 * Fills an empty database. Each week is filled before it becomes one of the alerts' weeks, so that its indexes are built at once. Durability
 * is nobody's business here. `owner` is a superuser.
 */
export async function fill(owner: pg.Client, { workspace, alerts, incidents }: History, say: (line: string) => void) {
  await owner.query(
    "SET synchronous_commit = off; SET maintenance_work_mem = '1GB'; SET max_parallel_maintenance_workers = 1",
  );
  await owner.query("DROP TABLE alerts_first");
  const weeks = await owner.query<{ week: Date; leaf: string }>(
    `SELECT w AS week, 'alerts_' || to_char(w AT TIME ZONE 'UTC', 'IYYY"w"IW') AS leaf
     FROM generate_series(date_trunc('week', now() AT TIME ZONE 'UTC') AT TIME ZONE 'UTC' - interval '${WEEKS - 1} weeks', now(), interval '7 days') w`,
  );
  for (const [index, { week, leaf }] of weeks.rows.entries()) {
    await fillWeek(owner, { workspace, week, leaf, rows: Math.round(alerts / weeks.rows.length) });
    say(`${leaf}: ${Math.round(((index + 1) * alerts) / weeks.rows.length)} alerts`);
  }
  await fillIncidents(owner, workspace, incidents);
  say(`${incidents} incidents`);
  await link(owner, workspace, alerts, incidents);
  say("alerts are in their incidents");
  await owner.query("VACUUM ANALYZE");
}

async function fillWeek(
  owner: pg.Client,
  { workspace, week, leaf, rows }: { workspace: string; week: Date; leaf: string; rows: number },
): Promise<void> {
  await owner.query(`CREATE TABLE ${leaf} (LIKE alerts INCLUDING DEFAULTS INCLUDING STORAGE)`);
  for (let done = 0; done < rows; done += CHUNK) {
    await owner.query(ALERTS.replace("INTO alerts", `INTO ${leaf}`), [
      workspace,
      week,
      Math.min(CHUNK, rows - done),
      done,
      rows,
    ]);
  }
  await owner.query(`ALTER TABLE ${leaf} OWNER TO ${await ownerOf(owner)}`);
  // As a week that Cordon makes: it writes into the week itself.
  await owner.query(`ALTER TABLE ${leaf} SET (toast_tuple_target = 2700)`);
  await owner.query(`GRANT INSERT ON ${leaf} TO cordon_system`);
  await owner.query(
    `ALTER TABLE alerts ATTACH PARTITION ${leaf} FOR VALUES FROM ('${await leastId(owner, week, 0)}') TO ('${await leastId(owner, week, 7)}')`,
  );
}

/** To whom all other tables belong. */
async function ownerOf(owner: pg.Client): Promise<string> {
  const found = await owner.query<{ name: string }>(
    "SELECT tableowner AS name FROM pg_tables WHERE tablename = 'alerts'",
  );
  return pg.escapeIdentifier(found.rows[0]!.name);
}

async function leastId(owner: pg.Client, week: Date, days: number): Promise<string> {
  const found = await owner.query<{ id: string }>(
    "SELECT least_id_at($1::timestamptz + make_interval(days => $2)) AS id",
    [week, days],
  );
  return found.rows[0]!.id;
}

/** Spread over the week, or over what there is of it. */
const ALERTS = `
WITH span AS (SELECT extract(epoch FROM $2::timestamptz) * 1000 AS since, LEAST(7 * 86400000, extract(epoch FROM now() - $2::timestamptz) * 1000) AS ms),
drawn AS (
  SELECT n, (since + ms * (n - 0.5) / $5::int)::bigint AS at, 'a' AS salt, ${ENTITY} AS e, random() AS r, floor(random() * 2000)::int AS rule FROM span, generate_series($4::int + 1, $4::int + $3::int) AS n
), made AS (
  SELECT *, ${ID} AS id, to_timestamp(at / 1000.0) AS time, (ARRAY['fatal', 'critical', 'high', 'medium', 'low', 'informational'])[CASE WHEN r < 0.001 THEN 1 WHEN r < 0.02 THEN 2 WHEN r < 0.12 THEN 3 WHEN r < 0.45 THEN 4 WHEN r < 0.8 THEN 5 ELSE 6 END] AS severity,
    (ARRAY['Suricata', 'Okta', 'Microsoft Defender', 'CrowdStrike Falcon', 'Wazuh', 'GuardDuty', 'PAN-OS', 'Falco'])[1 + rule % 8] AS source,
    CASE WHEN e % 2 = 0 THEN 'user' ELSE 'ip' END AS type, CASE WHEN e % 2 = 0 THEN 'user' || e || '@example.com' ELSE '10.' || e / 65536 || '.' || e / 256 % 256 || '.' || e % 256 END AS key
  FROM drawn
)
INSERT INTO alerts (id, workspace_id, connection_id, delivery_id, position, fingerprint, uid, title, severity, severity_id, entity_type,
  entity_key, entity_name, source, initial_disposition, rule_id, techniques, time, received_at, details, finding)
SELECT id, $1::uuid, $1::uuid, id, 0, id, 'u' || n, (ARRAY['Beacon to rare domain', 'Impossible travel', 'Credential dumping', 'Malware quarantined', 'Port scan from'])[1 + rule % 5] || ' ' || key || ' campaign' || n % 5000,
  severity, array_position(ARRAY['informational', 'low', 'medium', 'high', 'critical', 'fatal'], severity), type, key, key, source, CASE WHEN r > 0.99 THEN 'benign' ELSE 'unknown' END, 'rule-' || rule, ARRAY['T1071'], time, time,
  jsonb_build_object('ruleName', 'Rule ' || rule, 'categories', '[]'::jsonb, 'confidence', 50, 'controlOutcome', 'unknown', 'resolved', false,
    'entities', jsonb_build_array(jsonb_build_object('type', type, 'key', key, 'name', key, 'role', 'affected', 'aliases', '[]'::jsonb)),
    'observables', jsonb_build_array(jsonb_build_object('type', 'hash', 'value', md5(n::text)), jsonb_build_object('type', 'ip', 'value', '203.0.113.' || n % 250))),
  jsonb_build_object('class_uid', 2004, 'severity_id', 4, 'message', 'x', 'note', repeat(md5(n::text), 12))
FROM made`;

async function fillIncidents(owner: pg.Client, workspace: string, count: number): Promise<void> {
  for (let done = 0; done < count; done += CHUNK)
    await owner.query(INCIDENTS, [workspace, Math.min(CHUNK, count - done), done, count]);
  // So that the workspace can go on from there: what comes next gets the numbers after these.
  await owner.query("UPDATE workspaces SET incident_count = greatest(incident_count, $2) WHERE id = $1", [
    workspace,
    count,
  ]);
}

/** One in a hundred is open, the newest more often than the oldest. */
const INCIDENTS = `
WITH drawn AS (
  SELECT n, (extract(epoch FROM now()) * 1000 - ${WEEKS - 1} * 604800000.0 * ($4::int - n) / $4::int)::bigint AS at, 'i' AS salt, ${ENTITY} AS e, random() AS r, random() AS o, floor(random() * 2000)::int AS rule
  FROM generate_series($3::int + 1, $3::int + $2::int) AS n
), made AS (
  SELECT *, ${ID} AS id, to_timestamp(at / 1000.0) AS time, (ARRAY['critical', 'high', 'medium', 'low'])[CASE WHEN r < 0.02 THEN 1 WHEN r < 0.15 THEN 2 WHEN r < 0.6 THEN 3 ELSE 4 END] AS severity,
    o < 0.02 * n / $4::int AS open, CASE WHEN e % 2 = 0 THEN 'user' ELSE 'ip' END AS type, CASE WHEN e % 2 = 0 THEN 'user' || e || '@example.com' ELSE '10.' || e / 65536 || '.' || e / 256 % 256 || '.' || e % 256 END AS key
  FROM drawn
), kept AS (
  INSERT INTO incident_facts (incident_id, workspace_id, facts, searched)
  SELECT id, $1::uuid, jsonb_build_object('ruleId', 'rule-' || rule, 'note', repeat(md5(n::text), 10)),
    concat_ws(' ', 'Incident at', key, 'campaign' || n % 5000, key, (ARRAY['Suricata', 'Okta', 'Wazuh', 'Falco'])[1 + rule % 4], 'class/type-' || rule % 39) FROM made
)
INSERT INTO incidents (id, workspace_id, number, title, status, severity, severity_id, priority, disposition, initial_disposition, disposition_reason, entity_type, entity_key,
  entity_name, source, connection_id, type_id, type_reason, taxonomy_version, techniques, alert_count, last_alert_at, queue, first_event_at, opened_at, closed_at)
SELECT id, $1::uuid, n, 'Incident at ' || key || ' campaign' || n % 5000, CASE WHEN open THEN (ARRAY['new', 'in-progress', 'on-hold'])[1 + n % 3] ELSE 'closed' END, severity, array_position(ARRAY['low', 'medium', 'high', 'critical'], severity) + 1,
  severity, 'unknown', 'unknown', 'seen', type, key, key, (ARRAY['Suricata', 'Okta', 'Wazuh', 'Falco'])[1 + rule % 4], $1::uuid, 'class/type-' || rule % 39, 'rule', 1, '{T1071}', 10, time,
  CASE WHEN n % 3 > 0 THEN 'tier-' || n % 3 END, time, time, CASE WHEN NOT open THEN time + interval '1 hour' END
FROM made`;

/** Each incident has as many alerts of about its own time; neither knows the other's entity, which no question here asks for. */
async function link(owner: pg.Client, workspace: string, alerts: number, incidents: number): Promise<void> {
  const indexes =
    "ALTER TABLE incident_alerts DROP CONSTRAINT incident_alerts_pkey; DROP INDEX incident_alerts_by_alert";
  await owner.query(indexes);
  await owner.query(
    `WITH a AS (SELECT id, row_number() OVER (ORDER BY id) AS n FROM alerts), i AS (SELECT id, number FROM incidents)
     INSERT INTO incident_alerts (incident_id, alert_id, workspace_id, reason)
     SELECT i.id, a.id, $1::uuid, 'opened' FROM a JOIN i ON i.number = 1 + (a.n - 1) * $3::bigint / $2::bigint`,
    [workspace, alerts, incidents],
  );
  await owner.query("ALTER TABLE incident_alerts ADD PRIMARY KEY (incident_id, alert_id)");
  await owner.query("CREATE INDEX incident_alerts_by_alert ON incident_alerts (alert_id)");
}
