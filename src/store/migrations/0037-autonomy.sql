-- How far each playbook is trusted with incidents of each type, and what that rests on.

-- Settings that differ from the usual: src/model/autonomy.ts.
CREATE TABLE autonomy_settings (
  workspace_id uuid PRIMARY KEY,
  settings jsonb NOT NULL
);

-- Pairs that were moved, or that agreement was counted of; every other pair is in the stage that the settings begin with.
CREATE TABLE autonomy_stages (
  workspace_id uuid NOT NULL,
  incident_type text NOT NULL,
  playbook text NOT NULL,
  stage text NOT NULL,
  since timestamptz NOT NULL DEFAULT now(),
  by text NOT NULL DEFAULT 'system',
  reason text NOT NULL DEFAULT '',
  -- Who asked for the next stage, where a second person has to say so too.
  proposed_by text,
  proposed_at timestamptz,
  PRIMARY KEY (workspace_id, incident_type, playbook)
);

-- What was proposed or would have been done, held against what people decided: once for each approval and run.
CREATE TABLE autonomy_observations (
  workspace_id uuid NOT NULL,
  -- approval, shadow or run
  source text NOT NULL,
  -- The approval or run.
  subject_id uuid NOT NULL,
  incident_type text NOT NULL,
  playbook text NOT NULL,
  incident_id uuid NOT NULL,
  agreed boolean NOT NULL,
  -- False for what stood because nobody said otherwise.
  judged boolean NOT NULL,
  -- What was proposed, and what people did.
  text text NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (workspace_id, source, subject_id)
);
CREATE INDEX autonomy_observations_by_pair ON autonomy_observations (workspace_id, incident_type, playbook, at, subject_id);
