-- Write canaries: proof that a connection can contain and give back, on an entity made for it.
CREATE TABLE canaries (
  id uuid PRIMARY KEY,
  workspace_id uuid NOT NULL,
  connection text NOT NULL,
  capability text NOT NULL,
  entity text NOT NULL,
  passed boolean NOT NULL,
  -- [{check, passed, seen}]
  checks jsonb NOT NULL,
  by text NOT NULL,
  at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX canaries_of_workspace ON canaries (workspace_id, id DESC);
