-- The ground: every row belongs to a workspace, and the database itself holds that wall.
-- Two roles act: cordon_app sees one workspace (the setting cordon.workspace); cordon_system runs the pipeline over all of them.
-- Scales (severity, priority, status …) are stored as text, as people query them; severity also as its OCSF number, for ordering.

CREATE TABLE workspaces (
  id uuid PRIMARY KEY,
  name text NOT NULL UNIQUE,
  created_at timestamptz NOT NULL DEFAULT now(),
  incident_count bigint NOT NULL DEFAULT 0,
  -- Counts every change of taxonomy, playbooks, policies and connections: what is cached in processes is compared with it.
  content_revision integer NOT NULL DEFAULT 1
);

CREATE TABLE tokens (
  id uuid PRIMARY KEY,
  workspace_id uuid NOT NULL REFERENCES workspaces,
  name text NOT NULL,
  hash text NOT NULL UNIQUE,
  roles text[] NOT NULL,
  -- A token that may only deliver to one connection.
  connection_id uuid,
  created_at timestamptz NOT NULL DEFAULT now(),
  last_used_at timestamptz,
  revoked_at timestamptz
);

-- One-time secrets of the whole installation (the first start's admin secret, hashed).
CREATE TABLE installation (
  key text PRIMARY KEY,
  value jsonb NOT NULL
);

CREATE TABLE audit (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  -- No reference: it would be checked, and the workspace's row locked, for each of several rows a run; the wall around workspaces stands anyway.
  workspace_id uuid NOT NULL,
  at timestamptz NOT NULL DEFAULT now(),
  actor text NOT NULL,
  action text NOT NULL,
  subject_type text NOT NULL,
  subject_id text NOT NULL,
  details jsonb NOT NULL DEFAULT '{}'
);
CREATE INDEX audit_by_subject ON audit (workspace_id, subject_type, subject_id, id);

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'table % is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER audit_is_append_only BEFORE UPDATE OR DELETE ON audit FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_is_not_truncated BEFORE TRUNCATE ON audit FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TABLE connections (
  id uuid PRIMARY KEY,
  workspace_id uuid NOT NULL REFERENCES workspaces,
  name text NOT NULL,
  connector text NOT NULL,
  settings jsonb NOT NULL,
  -- AES-256-GCM envelope; null when the connection has no secrets.
  sealed_secrets bytea,
  secret_names text[] NOT NULL DEFAULT '{}',
  health jsonb,
  created_at timestamptz NOT NULL DEFAULT now(),
  removed_at timestamptz
);
CREATE UNIQUE INDEX connections_by_name ON connections (workspace_id, name) WHERE removed_at IS NULL;
