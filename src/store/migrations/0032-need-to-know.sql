-- Incidents that only some people may know of. Nobody else sees them or anything of them; the machine responds to them all the same.
CREATE TABLE restrictions (
  incident_id uuid PRIMARY KEY,
  workspace_id uuid NOT NULL,
  -- `person:<name>`, `role:<role>`.
  readers text[] NOT NULL,
  reason text NOT NULL,
  by text NOT NULL,
  at timestamptz NOT NULL DEFAULT now(),
  -- Admins who let themselves in: [{person, reason, at}]
  broken_by jsonb NOT NULL DEFAULT '[]'
);
CREATE INDEX restrictions_by_workspace ON restrictions (workspace_id);
