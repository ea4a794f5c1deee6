-- Which incidents a model learned from, and, where it is out of force because one of them is kept from models or restricted since, why, and whether another is made of what is left.
ALTER TABLE triage_models
  ADD COLUMN learned uuid[] NOT NULL DEFAULT '{}',
  ADD COLUMN retired_reason text,
  -- wanted, made or too-few
  ADD COLUMN successor text,
  -- When a successor was last begun: whoever began it may have died.
  ADD COLUMN successor_begun_at timestamptz;
CREATE INDEX triage_successors_wanted ON triage_models (workspace_id) WHERE successor = 'wanted';
