-- What an installation forbids besides what roles do not permit, as Cedar text; each change is a version, and the newest holds.
CREATE TABLE access_policies (
  workspace_id uuid NOT NULL REFERENCES workspaces,
  number integer NOT NULL,
  -- [{file, text}]
  files jsonb NOT NULL,
  by text NOT NULL,
  at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (workspace_id, number)
);
