-- Applied after every migration, and safe to repeat. Row-level security keeps operators that might tell a secret, such as the one that asks for
-- words, from using an index. These functions ask as the pipeline's role, which sees every workspace, and themselves keep to the caller's.
GRANT CREATE ON SCHEMA public TO cordon_system;

-- Alerts with these words, newest first, below `before` and from `since` on: at most `wanted` of them. Weeks that are over are looked up; of
-- those that are not yet, at most `most` alerts are read. The last row has no id: it says down to where was looked, null for everywhere.
CREATE OR REPLACE FUNCTION find_alerts(words tsquery, parts text[], before uuid, since uuid, wanted integer, most integer)
  RETURNS TABLE (id uuid, looked_to uuid) LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  ws uuid := NULLIF(current_setting('cordon.workspace', true), '')::uuid;
  week record;
  one record;
  top uuid;
  bottom uuid;
  looked integer := 0;
BEGIN
  FOR week IN
    SELECT w.ends, to_regclass(format('%I', w.leaf || '_words')) IS NOT NULL AS indexed,
      COALESCE(lag(w.ends) OVER (ORDER BY w.ends), '00000000-0000-0000-0000-000000000000') AS starts FROM weeks_of('alerts') w ORDER BY w.ends DESC
  LOOP
    top := LEAST(before, week.ends);
    bottom := GREATEST(since, week.starts);
    CONTINUE WHEN bottom >= top;
    IF week.indexed THEN
      FOR one IN EXECUTE 'SELECT a.id FROM alerts a WHERE a.workspace_id = $1 AND a.id >= $2 AND a.id < $3
        AND searched_words(searched_text(a.title, a.entity_key, a.entity_name, a.source, a.rule_id, a.details)) @@ $4 ORDER BY a.id DESC LIMIT $5'
        USING ws, bottom, top, words, wanted
      LOOP
        RETURN QUERY SELECT one.id, NULL::uuid;
        wanted := wanted - 1;
        IF wanted = 0 THEN RETURN QUERY SELECT NULL::uuid, one.id; RETURN; END IF;
      END LOOP;
    ELSE
      -- Whether the letters are there at all is looked at before words are made, which costs three times as much.
      FOR one IN EXECUTE 'SELECT s.id, CASE WHEN (SELECT bool_and(strpos(s.letters, part) > 0) FROM unnest($4) part)
          THEN searched_words(searched_text(s.title, s.entity_key, s.entity_name, s.source, s.rule_id, s.details)) @@ $5 ELSE false END AS found
        FROM (SELECT a.id, a.title, a.entity_key, a.entity_name, a.source, a.rule_id, a.details,
            lower(concat_ws('' '', a.title, a.entity_key, a.entity_name, a.source, a.rule_id, a.details::text)) AS letters
          FROM alerts a WHERE a.workspace_id = $1 AND a.id >= $2 AND a.id < $3 ORDER BY a.id DESC LIMIT $6) s'
        USING ws, bottom, top, parts, words, most - looked
      LOOP
        looked := looked + 1;
        IF one.found THEN
          RETURN QUERY SELECT one.id, NULL::uuid;
          wanted := wanted - 1;
        END IF;
        IF wanted = 0 OR looked = most THEN RETURN QUERY SELECT NULL::uuid, one.id; RETURN; END IF;
      END LOOP;
    END IF;
  END LOOP;
  RETURN QUERY SELECT NULL::uuid, NULL::uuid;
END $$;

-- Incidents with these words, newest first, below `before` and from `since` on: at most `wanted` of them.
CREATE OR REPLACE FUNCTION find_incidents(words tsquery, before uuid, since uuid, wanted integer) RETURNS TABLE (id uuid)
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  RETURN QUERY EXECUTE 'SELECT f.incident_id FROM incident_facts f WHERE f.workspace_id = $1 AND f.incident_id >= $2 AND f.incident_id < $3
    AND searched_words(f.searched) @@ $4 ORDER BY f.incident_id DESC LIMIT $5'
    USING NULLIF(current_setting('cordon.workspace', true), '')::uuid, since, before, words, wanted;
END $$;

ALTER FUNCTION find_alerts(tsquery, text[], uuid, uuid, integer, integer) OWNER TO cordon_system;
ALTER FUNCTION find_incidents(tsquery, uuid, uuid, integer) OWNER TO cordon_system;
REVOKE ALL ON FUNCTION find_alerts(tsquery, text[], uuid, uuid, integer, integer), find_incidents(tsquery, uuid, uuid, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION find_alerts(tsquery, text[], uuid, uuid, integer, integer), find_incidents(tsquery, uuid, uuid, integer) TO cordon_app;
GRANT EXECUTE ON FUNCTION index_words_of_a_week(timestamptz), drop_week(text, text, timestamptz) TO cordon_system;
REVOKE CREATE ON SCHEMA public FROM cordon_system;
