-- What models do not see: incidents that are not learned from, and, where it says so, that are shown to no language model either.
CREATE TABLE kept_from_models (
  id uuid PRIMARY KEY,
  workspace_id uuid NOT NULL,
  -- incident, type or range
  kind text NOT NULL,
  incident_id uuid,
  -- A type, or a class of types.
  type_id text,
  range_from timestamptz,
  range_to timestamptz,
  prompts boolean NOT NULL,
  reason text NOT NULL,
  kept_by text NOT NULL,
  kept_at timestamptz NOT NULL DEFAULT now(),
  ended_at timestamptz,
  ended_by text,
  end_reason text
);
CREATE INDEX kept_from_models_now ON kept_from_models (workspace_id) WHERE ended_at IS NULL;

-- Whether an incident is kept from what learns, or with `prompts` from what is shown to language models.
CREATE FUNCTION is_kept_from_models(ws uuid, incident uuid, type text, at timestamptz, of_prompts boolean) RETURNS boolean
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM kept_from_models k WHERE k.workspace_id = ws AND k.ended_at IS NULL AND (k.prompts OR NOT of_prompts)
    AND (k.incident_id = incident OR k.type_id = type OR starts_with(type, k.type_id || '/') OR (at >= k.range_from AND at < k.range_to)))
$$;
