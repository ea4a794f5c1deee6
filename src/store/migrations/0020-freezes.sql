-- The stop button: what causes no effects until somebody thaws it. Releases keep working.
CREATE TABLE freezes (
  id uuid PRIMARY KEY,
  workspace_id uuid NOT NULL,
  -- everything (all workspaces), workspace, playbook, capability or connection.
  scope text NOT NULL,
  -- Of the playbook, capability or connection; empty for the others.
  name text NOT NULL DEFAULT '',
  reason text NOT NULL,
  by text NOT NULL,
  at timestamptz NOT NULL DEFAULT now(),
  thawed_by text,
  thawed_at timestamptz,
  thaw_reason text
);
CREATE UNIQUE INDEX freezes_in_force ON freezes (workspace_id, scope, name) WHERE thawed_at IS NULL;
CREATE INDEX freezes_of_workspace ON freezes (workspace_id, id DESC);
