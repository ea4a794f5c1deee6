-- How ready a workspace is: what people stated, and how the levels went.

-- The newest answer to what cannot be measured; those before it are in the record.
CREATE TABLE readiness_answers (
  workspace_id uuid NOT NULL,
  probe text NOT NULL,
  yes boolean NOT NULL,
  reason text NOT NULL,
  by text NOT NULL,
  at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (workspace_id, probe)
);

-- One row a day (UTC): dimension → level.
CREATE TABLE readiness_levels (
  workspace_id uuid NOT NULL,
  day date NOT NULL,
  levels jsonb NOT NULL,
  PRIMARY KEY (workspace_id, day)
);
