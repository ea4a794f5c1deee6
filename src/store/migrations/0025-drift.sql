-- Reviews by a calendar of one's own, and tests that notice when a playbook or a source is no longer what it was.

-- What ended, in the order of its end: what is counted over closed incidents and fed to the tests.
CREATE INDEX incidents_by_end ON incidents (workspace_id, resolved_at, id) WHERE resolved_at IS NOT NULL;
CREATE INDEX runs_by_end ON runs (workspace_id, ended_at, id) WHERE ended_at IS NOT NULL;

-- When reviews are written. Without a row: UTC, Monday to Friday.
CREATE TABLE review_settings (
  workspace_id uuid PRIMARY KEY,
  time_zone text NOT NULL DEFAULT 'UTC',
  working_days text[] NOT NULL DEFAULT '{mon,tue,wed,thu,fri}',
  holidays date[] NOT NULL DEFAULT '{}'
);

-- scheduled, or drift: written because something changed, about a playbook or (then it names no playbook) a source.
ALTER TABLE reviews
  ADD COLUMN kind text NOT NULL DEFAULT 'scheduled',
  ADD COLUMN source text,
  ADD COLUMN reminders integer NOT NULL DEFAULT 0,
  ADD COLUMN reminded_at timestamptz,
  DROP CONSTRAINT reviews_workspace_id_playbook_period_from_period_to_key;
CREATE UNIQUE INDEX reviews_by_period ON reviews (workspace_id, playbook, period_from, period_to) WHERE kind = 'scheduled';
CREATE UNIQUE INDEX reviews_open_drift ON reviews (workspace_id, playbook, COALESCE(source, '')) WHERE kind = 'drift' AND status = 'open';
CREATE INDEX reviews_unanswered ON reviews (due_at) WHERE status = 'open';

-- How far each stream of what happened was fed to the tests.
CREATE TABLE drift_cursors (
  workspace_id uuid NOT NULL,
  -- runs, judged, opened or weeks
  stream text NOT NULL,
  at timestamptz NOT NULL,
  id uuid NOT NULL,
  PRIMARY KEY (workspace_id, stream)
);

-- What each test has seen: src/measure/drift-watch.ts.
CREATE TABLE drift_watches (
  workspace_id uuid NOT NULL,
  -- playbook or source
  kind text NOT NULL,
  name text NOT NULL,
  watch text NOT NULL,
  state jsonb NOT NULL,
  PRIMARY KEY (workspace_id, kind, name, watch)
);

-- What was noticed.
CREATE TABLE drifts (
  id uuid PRIMARY KEY,
  workspace_id uuid NOT NULL,
  kind text NOT NULL,
  name text NOT NULL,
  watch text NOT NULL,
  since timestamptz NOT NULL,
  noticed_at timestamptz NOT NULL DEFAULT now(),
  before jsonb,
  after jsonb,
  text text NOT NULL,
  incidents uuid[] NOT NULL DEFAULT '{}',
  review_id uuid NOT NULL REFERENCES reviews
);
CREATE INDEX drifts_by_review ON drifts (review_id);
CREATE INDEX drifts_by_workspace ON drifts (workspace_id, id DESC);
