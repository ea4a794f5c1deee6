-- Finding what is stored, keeping what must be kept, and letting go of the rest.

-- The address a text is; null when it is none. The pattern keeps out what inet takes and nobody calls an address, such as 10.0.0.1/8.
CREATE FUNCTION address_of(written text) RETURNS inet LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
  IF written !~ '^([0-9]{1,3}(\.[0-9]{1,3}){3}|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*)$' THEN RETURN NULL; END IF;
  RETURN written::inet;
EXCEPTION WHEN data_exception THEN RETURN NULL;
END $$;

-- The text of an alert that is searched, and its words: what people remember of one, and every value seen in it.
CREATE FUNCTION searched_text(title text, entity_key text, entity_name text, source text, rule_id text, details jsonb) RETURNS text
  LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT left(concat_ws(' ', title, entity_key, entity_name, source, rule_id, details->>'ruleName', details->>'categories',
    jsonb_path_query_array(details, '$.entities[*].key')::text, jsonb_path_query_array(details, '$.observables[*].value')::text), 20000)
$$;
CREATE FUNCTION searched_words(searched text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT to_tsvector('simple'::regconfig, searched) $$;

-- Incidents are few beside alerts: their words are in an index from the first moment. Those of alerts are put into one when their week is over.
CREATE INDEX incidents_by_words ON incidents
  USING gin (searched_words(title || ' ' || entity_key || ' ' || entity_name || ' ' || source || ' ' || type_id));
CREATE INDEX incidents_by_queue ON incidents (workspace_id, (COALESCE(queue, '')), id DESC) WHERE status NOT IN ('resolved', 'closed');

-- The weeks of a table, each with the least id that lies past it.
CREATE FUNCTION weeks_of(parent text) RETURNS TABLE (leaf name, ends uuid) LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT c.relname, (regexp_match(pg_get_expr(c.relpartbound, c.oid), 'TO \(''([0-9a-f-]{36})''\)'))[1]::uuid
  FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid WHERE i.inhparent = parent::regclass
$$;

-- Puts the words of the earliest week that is over and has none into an index; answers its name, null when there is none left. Nobody writes to
-- such a week any more, so that the lock this takes stands in nobody's way.
CREATE FUNCTION index_words_of_a_week(before timestamptz) RETURNS text LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE leaf name;
BEGIN
  PERFORM pg_advisory_xact_lock(4077104);
  SELECT w.leaf INTO leaf FROM weeks_of('alerts') w
    WHERE w.ends <= least_id_at(before) AND to_regclass(format('%I', w.leaf || '_words')) IS NULL ORDER BY w.ends LIMIT 1;
  IF leaf IS NULL THEN RETURN NULL; END IF;
  SET LOCAL lock_timeout = '2s';
  EXECUTE format('CREATE INDEX %I ON %I USING gin (searched_words(searched_text(title, entity_key, entity_name, source, rule_id, details)))', leaf || '_words', leaf);
  EXECUTE format('ANALYZE %I', leaf);
  RETURN leaf;
END $$;

-- A filter with a name, and how what it finds is shown.
CREATE TABLE saved_views (
  id uuid PRIMARY KEY,
  workspace_id uuid NOT NULL,
  name text NOT NULL,
  -- alerts or incidents
  kind text NOT NULL,
  -- Whose it is; empty for everybody's.
  owner text NOT NULL,
  filter text NOT NULL,
  words text NOT NULL,
  columns text[] NOT NULL,
  sort text NOT NULL,
  created_by text NOT NULL,
  updated_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (workspace_id, kind, name, owner)
);

-- For how long a workspace keeps a class of records, where it differs from the installation.
CREATE TABLE retention_periods (
  workspace_id uuid NOT NULL,
  class text NOT NULL,
  days integer NOT NULL CHECK (days > 0),
  PRIMARY KEY (workspace_id, class)
);

-- What may not go, whatever its age, until it is released or its time is over.
CREATE TABLE holds (
  id uuid PRIMARY KEY,
  workspace_id uuid NOT NULL,
  -- incident, entity, range or workspace
  kind text NOT NULL,
  incident_id uuid,
  entity_type text,
  entity_key text,
  range_from timestamptz,
  range_to timestamptz,
  reason text NOT NULL,
  placed_by text NOT NULL,
  placed_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz,
  released_at timestamptz,
  released_by text,
  release_reason text
);
CREATE INDEX holds_in_force ON holds (workspace_id, kind) WHERE released_at IS NULL;
CREATE VIEW holds_now WITH (security_invoker = true) AS SELECT * FROM holds WHERE released_at IS NULL AND (expires_at IS NULL OR expires_at > now());

-- Whether everything a workspace received at that moment is held.
CREATE FUNCTION held_whole(ws uuid, at timestamptz) RETURNS boolean LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM holds_now h WHERE h.workspace_id = ws AND (h.kind = 'workspace' OR (h.kind = 'range' AND at >= h.range_from AND at < h.range_to)))
$$;

-- The alerts from `low` to before `high` that stay beside those: of open incidents, of held incidents, of held entities, and those that correlation
-- has still to take. Found from the side of what keeps them, so that a week in which nothing is kept is not read for it.
CREATE FUNCTION kept_alerts(ws uuid, low uuid, high uuid) RETURNS TABLE (id uuid) LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT l.alert_id FROM incidents n JOIN incident_alerts l ON l.incident_id = n.id
    WHERE n.workspace_id = ws AND n.status NOT IN ('resolved', 'closed') AND l.alert_id >= low AND l.alert_id < high
  UNION SELECT l.alert_id FROM holds_now h JOIN incident_alerts l ON l.incident_id = h.incident_id
    WHERE h.workspace_id = ws AND h.kind = 'incident' AND l.alert_id >= low AND l.alert_id < high
  UNION SELECT l.alert_id FROM holds_now h JOIN incidents n ON n.workspace_id = ws AND n.entity_key = h.entity_key AND n.entity_type = h.entity_type
      JOIN incident_alerts l ON l.incident_id = n.id
    WHERE h.workspace_id = ws AND h.kind = 'entity' AND l.alert_id >= low AND l.alert_id < high
  UNION SELECT a.id FROM holds_now h JOIN alerts a ON a.workspace_id = ws AND a.id >= low AND a.id < high
      AND ((a.entity_type = h.entity_type AND a.entity_key = h.entity_key)
        OR a.details->'entities' @> jsonb_build_array(jsonb_build_object('type', h.entity_type, 'key', h.entity_key)))
    WHERE h.workspace_id = ws AND h.kind = 'entity'
  UNION SELECT x.alert_id FROM alert_inbox x WHERE x.workspace_id = ws AND x.alert_id >= low AND x.alert_id < high
$$;

-- The deliveries from `low` to before `high` that stay: what kept alerts were read from or folded from, and what waits in quarantine. An alert is made within the
-- hour of its delivery, or later when it was replayed from quarantine, which open incidents are looked at for.
CREATE FUNCTION kept_deliveries(ws uuid, low uuid, high uuid) RETURNS TABLE (id uuid) LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT a.delivery_id FROM kept_alerts(ws, low, least_id_at(time_of_id(high) + interval '1 hour')) k JOIN alerts a ON a.id = k.id
  UNION SELECT a.delivery_id FROM incidents n JOIN incident_alerts l ON l.incident_id = n.id JOIN alerts a ON a.id = l.alert_id
    WHERE n.workspace_id = ws AND (n.status NOT IN ('resolved', 'closed') OR n.id IN (SELECT h.incident_id FROM holds_now h WHERE h.workspace_id = ws))
      AND a.delivery_id >= low AND a.delivery_id < high
  UNION SELECT f.delivery_id FROM incidents n JOIN incident_alerts l ON l.incident_id = n.id JOIN alert_folds f ON f.alert_id = l.alert_id
    WHERE n.workspace_id = ws AND (n.status NOT IN ('resolved', 'closed') OR n.id IN (SELECT h.incident_id FROM holds_now h WHERE h.workspace_id = ws))
      AND f.delivery_id >= low AND f.delivery_id < high
  UNION SELECT f.delivery_id FROM holds_now h JOIN alerts a ON a.workspace_id = ws AND a.entity_type = h.entity_type AND a.entity_key = h.entity_key
      JOIN alert_folds f ON f.alert_id = a.id
    WHERE h.workspace_id = ws AND h.kind = 'entity' AND f.delivery_id >= low AND f.delivery_id < high
  UNION SELECT q.delivery_id FROM quarantine q WHERE q.workspace_id = ws AND q.status = 'held' AND q.delivery_id >= low AND q.delivery_id < high
$$;

-- Whether an incident that is over stays: held itself, by its entity or by its time, or something of it is still under way.
CREATE FUNCTION is_kept(n incidents) RETURNS boolean LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT held_whole(n.workspace_id, n.opened_at)
    OR EXISTS (SELECT FROM holds_now h WHERE h.workspace_id = n.workspace_id AND (h.incident_id = n.id OR (h.kind = 'entity'
      AND ((n.entity_type = h.entity_type AND n.entity_key = h.entity_key) OR EXISTS (SELECT FROM incident_facts f WHERE f.incident_id = n.id
        AND f.facts->'entities' @> jsonb_build_array(jsonb_build_object('type', h.entity_type, 'key', h.entity_key)))))))
    OR EXISTS (SELECT FROM runs r WHERE r.subject_id = n.id AND r.status IN ('ready', 'running', 'waiting'))
    OR EXISTS (SELECT FROM effects e JOIN leases l ON l.effect_id = e.id WHERE e.incident_id = n.id AND l.status IN ('active', 'releasing'))
$$;

-- Drops a week of a table whose last id lies before the moment, if it is a week of that table. A query that is under way is waited for shortly only.
CREATE FUNCTION drop_week(parent text, leaf text, before timestamptz) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF parent NOT IN ('alerts', 'deliveries') OR before > now() - interval '1 day'
    OR NOT EXISTS (SELECT FROM weeks_of(parent) w WHERE w.leaf = drop_week.leaf AND w.ends <= least_id_at(before)) THEN RETURN false; END IF;
  SET LOCAL lock_timeout = '2s';
  EXECUTE format('DROP TABLE %I', leaf);
  RETURN true;
END $$;
REVOKE ALL ON FUNCTION index_words_of_a_week(timestamptz), drop_week(text, text, timestamptz) FROM PUBLIC;
