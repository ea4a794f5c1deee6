-- What a model or a program suggests. It becomes something only through a person who accepts it.
CREATE TABLE proposals (
  id uuid PRIMARY KEY,
  workspace_id uuid NOT NULL,
  -- disposition, summary, next-steps, note, playbook or filter: src/model/proposal.ts
  kind text NOT NULL,
  incident_id uuid,
  content jsonb NOT NULL,
  -- Why, each with the ids of what it rests on.
  reasons jsonb NOT NULL DEFAULT '[]',
  -- What made it, `triage:3` or `model:<name>`, and on whose behalf.
  author text NOT NULL,
  by text NOT NULL,
  at timestamptz NOT NULL DEFAULT now(),
  status text NOT NULL DEFAULT 'open',
  answered_by text,
  answered_at timestamptz,
  answer text
);
CREATE INDEX proposals_by_workspace ON proposals (workspace_id, status, id DESC);
CREATE INDEX proposals_by_incident ON proposals (incident_id, id DESC) WHERE incident_id IS NOT NULL;
