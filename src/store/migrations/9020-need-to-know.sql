-- Applied after every migration, and safe to repeat. What somebody may not know of is looked up once a transaction; where that is nothing, each query
-- looks at one empty setting, once.

-- Whom a person counts as, where incidents are restricted.
CREATE OR REPLACE FUNCTION readers_of(ws uuid, who text) RETURNS text[] LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT ARRAY['person:' || who] || COALESCE((SELECT array_agg('role:' || role) FROM memberships m, unnest(m.roles) role
    WHERE m.workspace_id = ws AND m.person = who AND m.disabled_at IS NULL), '{}')
$$;

-- Begins a transaction in one workspace, for a reader who counts as these; for nobody in particular with none.
CREATE OR REPLACE FUNCTION enter_workspace(ws uuid, reader text[]) RETURNS void LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE ids uuid[];
BEGIN
  PERFORM set_config('cordon.workspace', ws::text, true);
  PERFORM set_config('cordon.hidden', '', true), set_config('cordon.hidden_entities', '', true);
  SELECT array_agg(r.incident_id) INTO ids FROM restrictions r WHERE r.workspace_id = ws AND NOT r.readers && reader;
  IF ids IS NULL THEN RETURN; END IF;
  -- Before anything is hidden: whom these incidents are about, where nothing else tells of them.
  PERFORM set_config('cordon.hidden_entities', COALESCE((SELECT array_agg(e.id)::text FROM incidents i
    JOIN entities e ON e.workspace_id = ws AND e.type = i.entity_type AND (e.key = i.entity_key OR i.entity_key = ANY (e.aliases))
    WHERE i.id = ANY (ids) AND NOT e.inventoried AND NOT EXISTS (SELECT FROM incidents o
      WHERE o.workspace_id = ws AND o.entity_key = i.entity_key AND o.entity_type = i.entity_type AND o.id <> ALL (ids))), ''), true);
  PERFORM set_config('cordon.hidden', ids::text, true);
END $$;

-- Null where nothing is hidden.
CREATE OR REPLACE FUNCTION hidden_incidents() RETURNS uuid[] LANGUAGE sql STABLE AS $$ SELECT NULLIF(current_setting('cordon.hidden', true), '')::uuid[] $$;
CREATE OR REPLACE FUNCTION hidden_entities() RETURNS uuid[] LANGUAGE sql STABLE AS $$ SELECT NULLIF(current_setting('cordon.hidden_entities', true), '')::uuid[] $$;

-- Each table says here of which incident a row is. The settings are asked in a subquery, so once a query and not once a row.
DO $$
DECLARE
  -- The cast makes it an array and no list of rows.
  hidden constant text := '(SELECT hidden_incidents())::uuid[]';
  rule record;
BEGIN
  FOR rule IN
    SELECT c.table_name AS "table", format('incident_id IS NULL OR incident_id <> ALL (%s)', hidden) AS known
    FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
    WHERE c.table_schema = 'public' AND c.column_name = 'incident_id' AND t.table_type = 'BASE TABLE'
      -- What holds alerts and incidents together is read by the rule over alerts.
      AND c.table_name NOT IN ('restrictions', 'incident_alerts')
      AND NOT EXISTS (SELECT 1 FROM pg_inherits WHERE inhrelid = format('%I', c.table_name)::regclass)
    UNION ALL VALUES
      ('incidents', format('id <> ALL (%s)', hidden)),
      ('runs', format('subject_id <> ALL (%s)', hidden)),
      ('incident_moves', format('from_id <> ALL (%1$s) AND to_id <> ALL (%1$s)', hidden)),
      ('drifts', format('NOT incidents::text[] && %s::text[]', hidden)),
      ('alerts', format('NOT EXISTS (SELECT FROM incident_alerts l WHERE l.alert_id = alerts.id AND l.incident_id = ANY (%s))', hidden)),
      ('decisions', format('NOT EXISTS (SELECT FROM unnest(about || evidence) said, unnest(%s) h WHERE position(h::text IN said) > 0)', hidden)),
      ('reminders', format('subject_type <> ''incident'' OR subject_id <> ALL (%s)', hidden)),
      ('run_moves', 'EXISTS (SELECT FROM runs r WHERE r.id = run_id)'),
      ('shadow_lines', 'EXISTS (SELECT FROM runs r WHERE r.id = run_id)'),
      ('approval_votes', 'EXISTS (SELECT FROM approvals p WHERE p.id = approval_id)'),
      ('approval_notices', 'EXISTS (SELECT FROM approvals p WHERE p.id = approval_id)'),
      ('alert_folds', 'EXISTS (SELECT FROM alerts a WHERE a.id = alert_id)'),
      ('entities', 'id <> ALL (COALESCE((SELECT hidden_entities()), ''{}''))'),
      ('entity_aliases', 'entity_id <> ALL (COALESCE((SELECT hidden_entities()), ''{}''))'),
      ('address_sightings', 'entity_id <> ALL (COALESCE((SELECT hidden_entities()), ''{}''))'),
      ('audit', format('NOT EXISTS (SELECT FROM unnest(%1$s) h WHERE position(h::text IN details::text) > 0) AND CASE subject_type
        WHEN ''incident'' THEN subject_id <> ALL (%1$s::text[])
        WHEN ''entity'' THEN subject_id <> ALL (COALESCE((SELECT hidden_entities())::text[], ''{}''))
        WHEN ''alert'' THEN EXISTS (SELECT FROM alerts a WHERE a.id = subject_id::uuid)
        WHEN ''decision'' THEN EXISTS (SELECT FROM decisions d WHERE d.id = subject_id::uuid)
        WHEN ''run'' THEN EXISTS (SELECT FROM runs r WHERE r.id = subject_id::uuid)
        WHEN ''effect'' THEN EXISTS (SELECT FROM effects e WHERE e.id = subject_id::uuid)
        WHEN ''approval'' THEN EXISTS (SELECT FROM approvals p WHERE p.id = subject_id::uuid)
        WHEN ''lease'' THEN EXISTS (SELECT FROM leases s WHERE s.id = subject_id::uuid)
        WHEN ''form'' THEN EXISTS (SELECT FROM forms f WHERE f.id = subject_id::uuid)
        WHEN ''proposal'' THEN EXISTS (SELECT FROM proposals p WHERE p.id = subject_id::uuid)
        WHEN ''hold'' THEN EXISTS (SELECT FROM holds d WHERE d.id = subject_id::uuid)
        ELSE true END', hidden))
  LOOP
    EXECUTE format('DROP POLICY IF EXISTS need_to_know ON %I', rule."table");
    EXECUTE format('CREATE POLICY need_to_know ON %I AS RESTRICTIVE FOR SELECT TO cordon_app USING (%s IS NULL OR (%s))', rule."table", hidden, rule.known);
  END LOOP;
END $$;
