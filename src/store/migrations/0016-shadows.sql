-- A shadow is a run whose effects are cut off. It is one from its first state on, and stays one.
ALTER TABLE runs ADD COLUMN shadow boolean NOT NULL GENERATED ALWAYS AS (state ? 'shadow') STORED;
CREATE INDEX shadow_runs ON runs (workspace_id, id DESC) WHERE shadow;

-- What a shadow would have done, said and ended with. It goes with its run.
CREATE TABLE shadow_lines (
  run_id uuid NOT NULL REFERENCES runs ON DELETE CASCADE,
  -- The wish within the run: a step, and in a loop its round; empty for how it ended.
  key text NOT NULL,
  workspace_id uuid NOT NULL,
  -- effect, question or ending
  kind text NOT NULL,
  step text NOT NULL,
  what text NOT NULL,
  -- Of an effect: {capability, effectClass, connection, entityType, entityKey, args, leaseSeconds, decision, reason}.
  details jsonb NOT NULL DEFAULT '{}',
  at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (run_id, key)
);

-- What content was applied from a folder last, and who changed something since is told by comparing with it.
CREATE TABLE content_applies (
  id uuid PRIMARY KEY,
  workspace_id uuid NOT NULL,
  at timestamptz NOT NULL DEFAULT now(),
  by text NOT NULL,
  -- {playbooks: {name: version id}, taxonomy, policies}: what the folder held then, as versions.
  held jsonb NOT NULL
);
CREATE INDEX content_applies_of_workspace ON content_applies (workspace_id, id DESC);
