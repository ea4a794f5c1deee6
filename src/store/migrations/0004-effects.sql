-- Effects are journalled before they are tried; containments are leases; approvals answer for one exact effect.

CREATE TABLE effects (
  id uuid PRIMARY KEY,
  workspace_id uuid NOT NULL,
  incident_id uuid,
  run_id uuid,
  step text NOT NULL,
  playbook text NOT NULL,
  idempotency_key text NOT NULL UNIQUE,
  capability text NOT NULL,
  effect_class text NOT NULL,
  connection_id uuid,
  connection text NOT NULL,
  entity_type text NOT NULL,
  entity_key text NOT NULL,
  args jsonb NOT NULL,
  args_hash text NOT NULL,
  guard jsonb NOT NULL,
  status text NOT NULL,
  -- How often the outside was asked to do it, counted before each attempt.
  attempts integer NOT NULL DEFAULT 0,
  lease_seconds integer,
  -- The effect that this one undoes.
  reverses uuid,
  output jsonb,
  error jsonb,
  read_back jsonb,
  intended_at timestamptz NOT NULL DEFAULT now(),
  settled_at timestamptz,
  -- When an effect that lost its run was last looked into.
  looked_at timestamptz
) WITH (fillfactor = 70);
CREATE INDEX effects_by_incident ON effects (incident_id, id);
CREATE INDEX effects_by_workspace ON effects (workspace_id, id DESC);
CREATE INDEX effects_by_entity ON effects (workspace_id, entity_key, id DESC);

-- Budgets are counted when an effect is let through by itself, in buckets of a sixtieth of their window; the lock row makes
-- counting exact also when several processes spend at once.
CREATE TABLE budget_locks (
  workspace_id uuid NOT NULL,
  key text NOT NULL,
  PRIMARY KEY (workspace_id, key)
);
CREATE TABLE budget_usage (
  workspace_id uuid NOT NULL,
  key text NOT NULL,
  bucket timestamptz NOT NULL,
  used integer NOT NULL,
  PRIMARY KEY (workspace_id, key, bucket)
);

-- How many of the wanted units are granted. Never more than `allowed` in any window of that length; a unit is not given back.
CREATE FUNCTION reserve_budget(ws uuid, budget text, window_seconds integer, allowed integer, wanted integer) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  width integer := GREATEST(1, window_seconds / 60);
  current_bucket timestamptz;
  spent integer;
  granted integer;
BEGIN
  INSERT INTO budget_locks (workspace_id, key) VALUES (ws, budget) ON CONFLICT DO NOTHING;
  PERFORM 1 FROM budget_locks WHERE workspace_id = ws AND key = budget FOR UPDATE;
  current_bucket := to_timestamp(floor(extract(epoch FROM clock_timestamp()) / width) * width);
  SELECT COALESCE(sum(used), 0) INTO spent FROM budget_usage
    WHERE workspace_id = ws AND key = budget AND bucket > clock_timestamp() - make_interval(secs => window_seconds + width);
  granted := LEAST(wanted, GREATEST(0, allowed - spent));
  IF granted > 0 THEN
    INSERT INTO budget_usage (workspace_id, key, bucket, used) VALUES (ws, budget, current_bucket, granted)
      ON CONFLICT (workspace_id, key, bucket) DO UPDATE SET used = budget_usage.used + excluded.used;
  END IF;
  RETURN granted;
END $$;

CREATE TABLE approvals (
  id uuid PRIMARY KEY,
  workspace_id uuid NOT NULL,
  effect_id uuid NOT NULL UNIQUE REFERENCES effects,
  incident_id uuid,
  run_id uuid,
  args_hash text NOT NULL,
  summary text NOT NULL,
  reason text NOT NULL,
  status text NOT NULL DEFAULT 'pending',
  requested_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL,
  decided_at timestamptz,
  decided_by text,
  comment text
);
CREATE INDEX approvals_by_status ON approvals (workspace_id, status, id);

CREATE TABLE leases (
  id uuid PRIMARY KEY,
  workspace_id uuid NOT NULL,
  effect_id uuid NOT NULL UNIQUE REFERENCES effects,
  incident_id uuid,
  capability text NOT NULL,
  reversal text NOT NULL,
  connection_id uuid NOT NULL,
  connection text NOT NULL,
  entity_type text NOT NULL,
  entity_key text NOT NULL,
  args jsonb NOT NULL,
  owner text NOT NULL,
  reason text NOT NULL,
  status text NOT NULL DEFAULT 'active',
  started_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL,
  released_at timestamptz,
  released_by text,
  attempts integer NOT NULL DEFAULT 0,
  next_attempt_at timestamptz NOT NULL,
  error jsonb
);
CREATE INDEX leases_due ON leases (next_attempt_at) WHERE status IN ('active', 'releasing');
CREATE INDEX leases_by_workspace ON leases (workspace_id, status, id);
CREATE INDEX leases_by_entity ON leases (workspace_id, entity_key) WHERE status IN ('active', 'releasing');
