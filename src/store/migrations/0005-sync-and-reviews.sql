-- Keeping other systems in step, and looking back.

CREATE TABLE sync_links (
  id uuid PRIMARY KEY,
  workspace_id uuid NOT NULL,
  incident_id uuid NOT NULL REFERENCES incidents,
  connection_id uuid NOT NULL,
  -- ticket or alert
  kind text NOT NULL,
  external_id text NOT NULL,
  url text NOT NULL DEFAULT '',
  -- The field values both sides last agreed on: {status, disposition}; what differs from it was edited there.
  agreed jsonb NOT NULL DEFAULT '{}',
  pushed_revision integer NOT NULL DEFAULT 0,
  next_poll_at timestamptz NOT NULL DEFAULT now(),
  error jsonb,
  created_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (connection_id, kind, external_id, incident_id)
);
CREATE INDEX sync_links_by_incident ON sync_links (incident_id);
CREATE INDEX sync_links_due ON sync_links (next_poll_at);

-- One row a change to be carried out; written in the same transaction as the change.
CREATE TABLE sync_outbox (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  workspace_id uuid NOT NULL,
  incident_id uuid NOT NULL,
  -- The link the change came from: it is not told of its own edit.
  origin_link_id uuid,
  change jsonb NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  attempts integer NOT NULL DEFAULT 0,
  next_attempt_at timestamptz NOT NULL DEFAULT now(),
  done_at timestamptz,
  error jsonb
);
CREATE INDEX sync_outbox_due ON sync_outbox (next_attempt_at, id) WHERE done_at IS NULL;
CREATE INDEX sync_outbox_by_incident ON sync_outbox (incident_id, id) WHERE done_at IS NULL;

CREATE TABLE reviews (
  id uuid PRIMARY KEY,
  workspace_id uuid NOT NULL,
  playbook text NOT NULL,
  period_from timestamptz NOT NULL,
  period_to timestamptz NOT NULL,
  figures jsonb NOT NULL,
  findings jsonb NOT NULL DEFAULT '[]',
  status text NOT NULL DEFAULT 'open',
  owner text NOT NULL DEFAULT 'soc',
  due_at timestamptz NOT NULL,
  answered_at timestamptz,
  answered_by text,
  answer text,
  created_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (workspace_id, playbook, period_from, period_to)
);
