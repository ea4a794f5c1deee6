-- A version of a playbook never changes; what becomes of it does: it is drafted, reviewed by somebody else, in force, retired.

-- What the version was checked against: {incident, capabilities: {id: hash}}.
ALTER TABLE playbook_versions ADD COLUMN contracts jsonb NOT NULL DEFAULT '{}';
CREATE INDEX playbook_versions_by_hash ON playbook_versions (workspace_id, name, hash);

-- Whether a second person has to approve a version of a playbook before it comes in force.
ALTER TABLE workspaces ADD COLUMN second_person boolean NOT NULL DEFAULT false;

CREATE TABLE playbook_lives (
  version_id uuid PRIMARY KEY REFERENCES playbook_versions,
  workspace_id uuid NOT NULL,
  name text NOT NULL,
  status text NOT NULL CHECK (status IN ('draft', 'reviewed', 'rejected', 'in-force', 'retired')),
  -- Since when it has the status, and by whom.
  since timestamptz NOT NULL DEFAULT now(),
  by text NOT NULL,
  submitted_by text NOT NULL,
  reviewed_by text,
  reviewed_at timestamptz,
  review_comment text,
  -- When it was last put in force; none again once it was rolled back. Rolling back leads to the one before by this.
  took_force_at timestamptz
);
CREATE UNIQUE INDEX playbooks_in_force ON playbook_lives (workspace_id, name) WHERE status = 'in-force';
CREATE INDEX playbook_lives_by_name ON playbook_lives (workspace_id, name);

-- A version that gets a share of a playbook's incidents beside the one in force. A share of 0 is a shadow: it runs on all of them, and does nothing.
CREATE TABLE playbook_trials (
  workspace_id uuid NOT NULL,
  name text NOT NULL,
  version_id uuid NOT NULL REFERENCES playbook_lives,
  share integer NOT NULL CHECK (share BETWEEN 0 AND 99),
  since timestamptz NOT NULL DEFAULT now(),
  by text NOT NULL,
  PRIMARY KEY (workspace_id, name)
);
