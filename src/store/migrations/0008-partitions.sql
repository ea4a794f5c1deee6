-- Alerts and deliveries by week. Their ids are UUIDs of version 7 (RFC 9562, 5.7), whose first 48 bits are the time of receipt in milliseconds:
-- a range of ids is a range of time, a lookup by id reads one week, and a week that is over its retention is dropped whole.

-- The least id of version 7 made at that time.
CREATE FUNCTION least_id_at(at timestamptz) RETURNS uuid LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT rpad(lpad(to_hex(floor(extract(epoch FROM at) * 1000)::bigint), 12, '0'), 32, '0')::uuid
$$;
-- When an id of version 7 was made.
CREATE FUNCTION time_of_id(id uuid) RETURNS timestamptz LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT to_timestamp(('x' || lpad(replace(left(id::text, 13), '-', ''), 16, '0'))::bit(64)::bigint / 1000.0)
$$;

-- Which alert a fingerprint stands for, until when. Beside the alerts, so that an alert, once written, is never written again,
-- and so that a fingerprint is known whichever week its alert lies in.
CREATE TABLE alert_seen (
  fingerprint uuid PRIMARY KEY,
  workspace_id uuid NOT NULL,
  alert_id uuid NOT NULL,
  -- After this a repeat is an alert of its own.
  until timestamptz NOT NULL
) WITH (fillfactor = 90);
CREATE INDEX alert_seen_until ON alert_seen USING brin (until) WITH (autosummarize = on);

-- How often an alert was delivered again; only of those that were.
CREATE TABLE alert_repeats (
  alert_id uuid PRIMARY KEY,
  workspace_id uuid NOT NULL,
  duplicates integer NOT NULL,
  last_at timestamptz NOT NULL
) WITH (fillfactor = 50);

-- Taken back by name below, under a new definition; the rows stay where they are.
ALTER TABLE alerts RENAME TO alerts_first;
ALTER TABLE alerts_first ALTER COLUMN fingerprint TYPE uuid USING left(fingerprint, 32)::uuid;
INSERT INTO alert_seen (fingerprint, workspace_id, alert_id, until)
  SELECT fingerprint, workspace_id, id, received_at + interval '30 days' FROM alerts_first ON CONFLICT DO NOTHING;
INSERT INTO alert_repeats (alert_id, workspace_id, duplicates, last_at)
  SELECT id, workspace_id, duplicates, received_at FROM alerts_first WHERE duplicates > 0;
ALTER TABLE alerts_first DROP COLUMN duplicates;
DROP INDEX alerts_by_fingerprint;
DROP INDEX alerts_by_delivery;
ALTER INDEX alerts_pkey RENAME TO alerts_first_pkey;
ALTER INDEX alerts_by_severity RENAME TO alerts_first_by_severity;
ALTER INDEX alerts_by_entity RENAME TO alerts_first_by_entity;
ALTER INDEX alerts_by_source RENAME TO alerts_first_by_source;
ALTER INDEX alerts_by_disposition RENAME TO alerts_first_by_disposition;
CREATE TABLE alerts (LIKE alerts_first INCLUDING DEFAULTS INCLUDING STORAGE, PRIMARY KEY (id)) PARTITION BY RANGE (id);
CREATE INDEX alerts_by_severity ON alerts (workspace_id, severity, id DESC);
CREATE INDEX alerts_by_entity ON alerts (workspace_id, entity_key, id DESC);
CREATE INDEX alerts_by_source ON alerts (workspace_id, source, id DESC);
CREATE INDEX alerts_by_disposition ON alerts (workspace_id, initial_disposition, id DESC);

ALTER TABLE deliveries RENAME TO deliveries_first;
-- Their ids are in order of time already.
DROP INDEX deliveries_by_time;
ALTER INDEX deliveries_pkey RENAME TO deliveries_first_pkey;
CREATE TABLE deliveries (LIKE deliveries_first INCLUDING DEFAULTS INCLUDING STORAGE, PRIMARY KEY (id)) PARTITION BY RANGE (id);

DO $$
DECLARE next_week timestamptz := date_trunc('week', now() AT TIME ZONE 'UTC') AT TIME ZONE 'UTC' + interval '7 days';
BEGIN
  EXECUTE format('ALTER TABLE alerts ATTACH PARTITION alerts_first FOR VALUES FROM (MINVALUE) TO (%L)', least_id_at(next_week));
  EXECUTE format('ALTER TABLE deliveries ATTACH PARTITION deliveries_first FOR VALUES FROM (MINVALUE) TO (%L)', least_id_at(next_week));
END $$;

-- Makes the weeks (Monday, UTC) from the last one there is through the one that holds `until`; answers how many were made. They are read
-- through their parent, whose walls hold there; by a week's own name nobody reads, and only the pipeline adds (COPY refuses tables with walls).
CREATE FUNCTION add_weeks(until timestamptz) RETURNS integer LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  week timestamptz;
  parent text;
  leaf text;
  made integer := 0;
BEGIN
  PERFORM pg_advisory_xact_lock(4077103);
  FOREACH parent IN ARRAY ARRAY['alerts', 'deliveries'] LOOP
    SELECT max(time_of_id((regexp_match(pg_get_expr(c.relpartbound, c.oid), 'TO \(''([0-9a-f-]{36})''\)'))[1]::uuid)) INTO week
      FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid WHERE i.inhparent = parent::regclass;
    WHILE week <= until LOOP
      leaf := parent || '_' || to_char(week AT TIME ZONE 'UTC', 'IYYY"w"IW');
      EXECUTE format('CREATE TABLE %I PARTITION OF %I FOR VALUES FROM (%L) TO (%L)', leaf, parent, least_id_at(week), least_id_at(week + interval '7 days'));
      IF to_regrole('cordon_system') IS NOT NULL THEN EXECUTE format('GRANT INSERT ON %I TO cordon_system', leaf); END IF;
      week := week + interval '7 days';
      made := made + 1;
    END LOOP;
  END LOOP;
  RETURN made;
END $$;
REVOKE ALL ON FUNCTION add_weeks(timestamptz) FROM PUBLIC;
SELECT add_weeks(now() + interval '28 days');
