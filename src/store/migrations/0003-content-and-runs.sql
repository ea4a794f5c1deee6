-- Content is versioned and immutable; runs pin the version they use.

CREATE TABLE taxonomy_versions (
  id uuid PRIMARY KEY,
  workspace_id uuid NOT NULL,
  number integer NOT NULL,
  hash text NOT NULL,
  content jsonb NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  created_by text NOT NULL,
  UNIQUE (workspace_id, number)
);
CREATE TABLE playbook_versions (
  id uuid PRIMARY KEY,
  workspace_id uuid NOT NULL,
  name text NOT NULL,
  number integer NOT NULL,
  hash text NOT NULL,
  source text NOT NULL,
  program jsonb NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  created_by text NOT NULL,
  UNIQUE (workspace_id, name, number)
);
CREATE TABLE policy_versions (
  id uuid PRIMARY KEY,
  workspace_id uuid NOT NULL,
  number integer NOT NULL,
  hash text NOT NULL,
  -- [{file, text}]
  files jsonb NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  created_by text NOT NULL,
  UNIQUE (workspace_id, number)
);
CREATE TRIGGER taxonomy_versions_are_immutable BEFORE UPDATE OR DELETE ON taxonomy_versions FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER playbook_versions_are_immutable BEFORE UPDATE OR DELETE ON playbook_versions FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER policy_versions_are_immutable BEFORE UPDATE OR DELETE ON policy_versions FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- The durable engine's own tables. It knows nothing of incidents: subject_id is whatever the run is about.
CREATE TABLE workers (
  id uuid PRIMARY KEY,
  started_at timestamptz NOT NULL DEFAULT now(),
  heartbeat_at timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE runs (
  id uuid PRIMARY KEY,
  workspace_id uuid NOT NULL,
  subject_id uuid NOT NULL,
  program_id uuid NOT NULL,
  status text NOT NULL,
  -- Who is running it, and the fencing number: a write by anyone but the owner of this epoch changes nothing.
  owner uuid,
  epoch integer NOT NULL DEFAULT 0,
  state jsonb NOT NULL,
  -- When to go on although nothing happened; set to now() to wake it. Null while its owner has it in hand and nobody called.
  wake_at timestamptz,
  position integer NOT NULL DEFAULT 0,
  cancel_requested_by text,
  outcome text,
  error jsonb,
  started_at timestamptz NOT NULL DEFAULT now(),
  ended_at timestamptz
) WITH (fillfactor = 50);
CREATE INDEX runs_claimable ON runs (wake_at) WHERE status IN ('ready', 'running', 'waiting') AND owner IS NULL;
CREATE INDEX runs_by_owner ON runs (owner) WHERE owner IS NOT NULL;
CREATE INDEX runs_by_subject ON runs (subject_id);
CREATE INDEX runs_by_workspace ON runs (workspace_id, id DESC);

CREATE TABLE run_steps (
  run_id uuid NOT NULL,
  position integer NOT NULL,
  workspace_id uuid NOT NULL,
  step text NOT NULL,
  kind text NOT NULL,
  attempt integer NOT NULL,
  status text NOT NULL,
  output jsonb,
  error jsonb,
  at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (run_id, position)
);
