-- Triage models: trained here, on what people said of this workspace's incidents.
CREATE TABLE triage_models (
  id uuid PRIMARY KEY,
  workspace_id uuid NOT NULL,
  number integer NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  created_by text NOT NULL,
  -- SHA-256 of the model, and of which incidents with which dispositions it was trained on; both are in the audit record too.
  hash text NOT NULL,
  training_hash text NOT NULL,
  -- How many, opened from when to when, and whether held ones were among them.
  training jsonb NOT NULL,
  figures jsonb NOT NULL,
  bias double precision NOT NULL,
  weights bytea NOT NULL,
  known bytea NOT NULL,
  -- Seed, calibration, cuts, changed rules, words.
  parts jsonb NOT NULL,
  retired_at timestamptz,
  retired_by text,
  UNIQUE (workspace_id, number)
);

-- What a model made of an incident, once.
CREATE TABLE triage_scores (
  incident_id uuid NOT NULL,
  model_id uuid NOT NULL REFERENCES triage_models,
  workspace_id uuid NOT NULL,
  probability double precision NOT NULL,
  -- What it proposed; null when it abstained.
  disposition text,
  at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (incident_id, model_id)
);
