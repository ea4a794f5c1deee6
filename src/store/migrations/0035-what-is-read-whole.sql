-- What is written once, read whole and never asked about by its parts is as cheap to write as it can be.
-- Of a large body its bytes are packed (zstd, RFC 8878); this is how many they were, null where the body stands as it came.
ALTER TABLE deliveries ADD COLUMN unpacked_bytes integer;
-- A finding as its text: taken apart, with its keys sorted, as jsonb is, it cost a third of what a COPY of alerts takes. Those of before stay where they are.
ALTER TABLE alerts ADD COLUMN finding_text json;
ALTER TABLE alerts ALTER COLUMN finding DROP NOT NULL;

-- Three alerts a page instead of four: for a fourth the server packed the details as well, which seldom makes them smaller, and put what was
-- still too long into a table beside, with an index of its own. That cost as much again as the rest of a COPY.
DO $$
DECLARE leaf regclass;
BEGIN
  FOR leaf IN SELECT inhrelid FROM pg_inherits WHERE inhparent = 'alerts'::regclass LOOP
    EXECUTE format('ALTER TABLE %s SET (toast_tuple_target = 2700)', leaf);
  END LOOP;
END $$;

-- As before, but for that.
CREATE OR REPLACE FUNCTION add_weeks(until timestamptz) RETURNS integer LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
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
      EXECUTE format('CREATE TABLE %I PARTITION OF %I FOR VALUES FROM (%L) TO (%L) %s', leaf, parent, least_id_at(week), least_id_at(week + interval '7 days'),
        CASE parent WHEN 'alerts' THEN 'WITH (toast_tuple_target = 2700)' ELSE '' END);
      IF to_regrole('cordon_system') IS NOT NULL THEN EXECUTE format('GRANT INSERT ON %I TO cordon_system', leaf); END IF;
      week := week + interval '7 days';
      made := made + 1;
    END LOOP;
  END LOOP;
  RETURN made;
END $$;
