-- What comes in and what becomes of it.

CREATE TABLE deliveries (
  id uuid PRIMARY KEY,
  workspace_id uuid NOT NULL,
  connection_id uuid NOT NULL,
  received_at timestamptz NOT NULL DEFAULT now(),
  content_type text NOT NULL DEFAULT '',
  -- Word for word, after decompression.
  body bytea NOT NULL
);
ALTER TABLE deliveries ALTER COLUMN body SET STORAGE EXTERNAL;
CREATE INDEX deliveries_by_time ON deliveries (workspace_id, received_at);

CREATE TABLE quarantine (
  id uuid PRIMARY KEY,
  workspace_id uuid NOT NULL,
  connection_id uuid NOT NULL,
  delivery_id uuid NOT NULL,
  position integer NOT NULL,
  code text NOT NULL,
  reason text NOT NULL,
  status text NOT NULL DEFAULT 'held',
  at timestamptz NOT NULL DEFAULT now(),
  replayed_at timestamptz
);
CREATE INDEX quarantine_by_status ON quarantine (workspace_id, status, id);

CREATE TABLE alerts (
  id uuid PRIMARY KEY,
  workspace_id uuid NOT NULL,
  connection_id uuid NOT NULL,
  delivery_id uuid NOT NULL,
  position integer NOT NULL,
  -- Equal fingerprint, same alert: a second delivery only counts.
  fingerprint text NOT NULL,
  correlation_key text NOT NULL,
  uid text NOT NULL,
  title text NOT NULL,
  severity text NOT NULL,
  severity_id smallint NOT NULL,
  entity_type text NOT NULL,
  entity_key text NOT NULL,
  entity_name text NOT NULL,
  source text NOT NULL,
  initial_disposition text NOT NULL,
  rule_id text NOT NULL,
  techniques text[] NOT NULL DEFAULT '{}',
  time timestamptz NOT NULL,
  received_at timestamptz NOT NULL DEFAULT now(),
  duplicates integer NOT NULL DEFAULT 0,
  -- What correlation and classification read, beside the columns: entities, observables, categories, rule name, confidence …
  details jsonb NOT NULL,
  finding jsonb NOT NULL
);
CREATE UNIQUE INDEX alerts_by_fingerprint ON alerts (workspace_id, fingerprint);
CREATE INDEX alerts_by_delivery ON alerts (delivery_id);
CREATE INDEX alerts_by_severity ON alerts (workspace_id, severity, id DESC);
CREATE INDEX alerts_by_entity ON alerts (workspace_id, entity_key, id DESC);
CREATE INDEX alerts_by_source ON alerts (workspace_id, source, id DESC);
CREATE INDEX alerts_by_disposition ON alerts (workspace_id, initial_disposition, id DESC);

-- Alerts that no incident has taken yet. The alert itself is never rewritten: it leaves the inbox and is linked to its incident.
CREATE TABLE alert_inbox (
  alert_id uuid PRIMARY KEY,
  workspace_id uuid NOT NULL
);

CREATE TABLE incident_alerts (
  incident_id uuid NOT NULL,
  alert_id uuid NOT NULL,
  workspace_id uuid NOT NULL,
  -- Why it belongs: opened, or joined by which rule.
  reason text NOT NULL,
  at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (incident_id, alert_id)
);
CREATE INDEX incident_alerts_by_alert ON incident_alerts (alert_id);

CREATE TABLE entities (
  id uuid PRIMARY KEY,
  workspace_id uuid NOT NULL,
  type text NOT NULL,
  key text NOT NULL,
  name text NOT NULL,
  aliases text[] NOT NULL DEFAULT '{}',
  attributes jsonb NOT NULL DEFAULT '{}',
  -- Known to the organisation (inventory), not only seen in an alert.
  inventoried boolean NOT NULL DEFAULT false,
  first_seen_at timestamptz NOT NULL DEFAULT now(),
  last_seen_at timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX entities_by_key ON entities (workspace_id, type, key);
CREATE INDEX entities_by_alias ON entities USING gin (aliases);

CREATE TABLE incidents (
  id uuid PRIMARY KEY,
  workspace_id uuid NOT NULL,
  number bigint NOT NULL,
  title text NOT NULL,
  status text NOT NULL,
  severity text NOT NULL,
  severity_id smallint NOT NULL,
  priority text NOT NULL,
  disposition text NOT NULL,
  initial_disposition text NOT NULL,
  disposition_reason text NOT NULL,
  entity_type text NOT NULL,
  entity_key text NOT NULL,
  entity_name text NOT NULL,
  source text NOT NULL,
  connection_id uuid NOT NULL,
  type_id text NOT NULL,
  type_reason text NOT NULL,
  taxonomy_version integer NOT NULL,
  techniques text[] NOT NULL DEFAULT '{}',
  correlation_key text NOT NULL,
  alert_count integer NOT NULL DEFAULT 1,
  last_alert_at timestamptz NOT NULL,
  owner text,
  queue text,
  handoff_reason text,
  handoff_questions text[] NOT NULL DEFAULT '{}',
  first_event_at timestamptz NOT NULL,
  opened_at timestamptz NOT NULL DEFAULT now(),
  acknowledged_at timestamptz,
  contained_at timestamptz,
  resolved_at timestamptz,
  closed_at timestamptz,
  acknowledge_by timestamptz,
  contain_by timestamptz,
  resolve_by timestamptz,
  escalations jsonb NOT NULL DEFAULT '[]',
  revision integer NOT NULL DEFAULT 1
) WITH (fillfactor = 70);

-- IncidentFacts as they were when the response began; apart, because they are large and never change while the incident does.
CREATE TABLE incident_facts (
  incident_id uuid PRIMARY KEY,
  workspace_id uuid NOT NULL,
  facts jsonb NOT NULL
);
CREATE UNIQUE INDEX incidents_by_number ON incidents (workspace_id, number);
CREATE INDEX incidents_open_by_correlation ON incidents (workspace_id, correlation_key, last_alert_at) WHERE status NOT IN ('resolved', 'closed');
CREATE INDEX incidents_by_severity ON incidents (workspace_id, severity, id DESC);
CREATE INDEX incidents_by_entity ON incidents (workspace_id, entity_key, id DESC);
CREATE INDEX incidents_by_source ON incidents (workspace_id, source, id DESC);
CREATE INDEX incidents_by_disposition ON incidents (workspace_id, initial_disposition, id DESC);
CREATE INDEX incidents_open ON incidents (workspace_id, id DESC) WHERE status NOT IN ('resolved', 'closed');
CREATE INDEX incidents_by_type ON incidents (workspace_id, type_id, id DESC);

CREATE TABLE comments (
  id uuid PRIMARY KEY,
  workspace_id uuid NOT NULL,
  incident_id uuid NOT NULL REFERENCES incidents,
  author text NOT NULL,
  body text NOT NULL,
  -- The sync link it came by; null when written in Cordon.
  link_id uuid,
  external_id text,
  at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX comments_by_incident ON comments (incident_id, id);
CREATE UNIQUE INDEX comments_by_external ON comments (link_id, external_id) WHERE link_id IS NOT NULL;
