-- Why alerts belong together: folds, keys of incidents, storms, suppressions, and what people merged and split.

-- The key was made before the rules were known; it follows from them now.
ALTER TABLE alerts DROP COLUMN correlation_key;
ALTER TABLE incidents DROP COLUMN correlation_key;

-- Every delivery of an alert that was folded into one before, and by which rule; empty when the source gave both one id.
CREATE TABLE alert_folds (
  delivery_id uuid NOT NULL,
  position integer NOT NULL,
  workspace_id uuid NOT NULL,
  alert_id uuid NOT NULL,
  rule text NOT NULL,
  uid text NOT NULL
);
CREATE INDEX alert_folds_by_alert ON alert_folds (alert_id, delivery_id);
CREATE INDEX alert_folds_in_time ON alert_folds USING brin (delivery_id) WITH (autosummarize = on);

-- By which keys (rule and values) an incident is found. The last one given a key has it, so that a look-up costs the same however many there were.
CREATE TABLE correlation_keys (
  key uuid PRIMARY KEY,
  workspace_id uuid NOT NULL,
  incident_id uuid NOT NULL,
  made_at timestamptz NOT NULL DEFAULT now()
) WITH (fillfactor = 80);
CREATE INDEX correlation_keys_made ON correlation_keys USING brin (made_at) WITH (autosummarize = on);

CREATE TABLE storms (
  key uuid PRIMARY KEY,
  workspace_id uuid NOT NULL,
  rule text NOT NULL,
  began_at timestamptz NOT NULL,
  last_at timestamptz NOT NULL,
  opened integer NOT NULL,
  folded integer NOT NULL,
  incident_id uuid
) WITH (fillfactor = 50);

-- Alerts of this kind open no incident until then. They are stored like all others, and can be taken up again.
CREATE TABLE suppressions (
  id uuid PRIMARY KEY,
  workspace_id uuid NOT NULL,
  condition text NOT NULL,
  reason text NOT NULL,
  created_by text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  until timestamptz NOT NULL,
  ended_by text,
  ended_at timestamptz,
  end_reason text
);
CREATE INDEX suppressions_of_workspace ON suppressions (workspace_id, id DESC);
CREATE TABLE suppressed_alerts (
  alert_id uuid PRIMARY KEY,
  workspace_id uuid NOT NULL,
  suppression_id uuid NOT NULL
);
CREATE INDEX suppressed_alerts_by_suppression ON suppressed_alerts (suppression_id, alert_id DESC);

-- Where an incident's alerts went, when people said that it is a part of another one.
ALTER TABLE incidents ADD COLUMN merged_into uuid;

-- What people moved between incidents, with what it takes to move it back.
CREATE TABLE incident_moves (
  id uuid PRIMARY KEY,
  workspace_id uuid NOT NULL,
  kind text NOT NULL,
  from_id uuid NOT NULL,
  to_id uuid NOT NULL,
  -- Alerts with the reason for which each belonged to the one it was moved from: { "<id>": "reason" }.
  alerts jsonb NOT NULL,
  before jsonb NOT NULL,
  reason text NOT NULL,
  by text NOT NULL,
  at timestamptz NOT NULL DEFAULT now(),
  undone_by text,
  undone_at timestamptz
);
CREATE INDEX incident_moves_by_from ON incident_moves (from_id);
CREATE INDEX incident_moves_by_to ON incident_moves (to_id);
