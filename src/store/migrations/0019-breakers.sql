-- Circuit breakers: a playbook that fails, dawdles, uses up its budgets or drifts asks before everything it does, until a person lets it go on.
CREATE TABLE breakers (
  id uuid PRIMARY KEY,
  workspace_id uuid NOT NULL,
  playbook text NOT NULL,
  -- failures, latency, budget or drift.
  cause text NOT NULL,
  reason text NOT NULL,
  opened_at timestamptz NOT NULL DEFAULT now(),
  -- When people were told in chat; claimed until then by whoever tells them.
  told_at timestamptz,
  next_telling_at timestamptz NOT NULL DEFAULT now(),
  reset_at timestamptz,
  reset_by text,
  reset_reason text
);
CREATE UNIQUE INDEX breakers_open ON breakers (workspace_id, playbook) WHERE reset_at IS NULL;
CREATE INDEX breakers_of_workspace ON breakers (workspace_id, id DESC);

-- Thresholds that differ from the usual: src/model/breaker.ts.
CREATE TABLE breaker_thresholds (
  workspace_id uuid PRIMARY KEY,
  thresholds jsonb NOT NULL
);
