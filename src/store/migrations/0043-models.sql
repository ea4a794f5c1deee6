-- A language model that a workspace chose to be helped by, and each call of it.
CREATE TABLE model_settings (
  workspace_id uuid PRIMARY KEY,
  -- Provider, model, address, prices, limits: src/model/model-settings.ts.
  settings jsonb NOT NULL,
  sealed_secrets bytea,
  secret_names text[] NOT NULL DEFAULT '{}',
  changed_by text NOT NULL,
  changed_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE model_calls (
  id uuid PRIMARY KEY,
  workspace_id uuid NOT NULL,
  at timestamptz NOT NULL DEFAULT now(),
  -- What for: the kind of the proposal.
  kind text NOT NULL,
  incident_id uuid,
  model text NOT NULL,
  by text NOT NULL,
  -- `reserved` until it ended, and with the most that it may cost; then what came of it.
  outcome text NOT NULL DEFAULT 'reserved',
  input_tokens integer NOT NULL,
  output_tokens integer NOT NULL,
  -- In millionths of whatever the prices are in.
  cost_millionths bigint NOT NULL,
  ms integer
);
CREATE INDEX model_calls_by_workspace ON model_calls (workspace_id, id DESC);
