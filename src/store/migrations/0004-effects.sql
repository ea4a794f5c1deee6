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
  settled_at timestamptz
) WITH (fillfactor = 70);
CREATE INDEX effects_by_incident ON effects (incident_id, id);
CREATE INDEX effects_by_workspace ON effects (workspace_id, id DESC);
CREATE INDEX effects_by_entity ON effects (workspace_id, entity_key, id DESC);
-- What budgets count: effects that were let through by themselves.
CREATE INDEX effects_for_budgets ON effects (workspace_id, capability, intended_at) WHERE status IN ('intended', 'applied', 'verified', 'unknown');

-- Held while a budget is counted, so that two processes never spend the same last unit.
CREATE TABLE budget_locks (
  workspace_id uuid NOT NULL,
  key text NOT NULL,
  PRIMARY KEY (workspace_id, key)
);

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
