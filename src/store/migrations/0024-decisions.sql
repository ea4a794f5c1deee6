-- Judgements of people: who, what, why, on which evidence, until when.
CREATE TABLE decisions (
  id uuid PRIMARY KEY,
  workspace_id uuid NOT NULL,
  kind text NOT NULL,
  what text NOT NULL,
  why text NOT NULL,
  -- Typed references: `entity:user:ada@example.com`, `playbook:phishing-report` …
  about text[] NOT NULL DEFAULT '{}',
  -- … and `incident:<id>`, `document:<address>`.
  evidence text[] NOT NULL DEFAULT '{}',
  by text NOT NULL,
  at timestamptz NOT NULL DEFAULT now(),
  until timestamptz,
  -- The act that left it by itself; empty where somebody wrote it down.
  origin text NOT NULL DEFAULT '',
  reviewed_by text,
  reviewed_at timestamptz,
  supersedes uuid REFERENCES decisions,
  superseded_by uuid REFERENCES decisions,
  ended_at timestamptz,
  -- [{event, by, at, text, until}], the oldest first.
  history jsonb NOT NULL DEFAULT '[]',
  words tsvector NOT NULL
);
CREATE INDEX decisions_of_workspace ON decisions (workspace_id, id DESC);
CREATE INDEX decisions_by_subject ON decisions USING gin (about);
CREATE INDEX decisions_by_evidence ON decisions USING gin (evidence);
CREATE INDEX decisions_that_end ON decisions (until) WHERE ended_at IS NULL AND until IS NOT NULL;
