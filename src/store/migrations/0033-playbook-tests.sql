-- The cases that lie beside a playbook, as they came with a version of it. They are no part of what the version is: other cases are kept in their place.
CREATE TABLE playbook_tests (
  version_id uuid PRIMARY KEY REFERENCES playbook_versions,
  workspace_id uuid NOT NULL,
  source text NOT NULL,
  at timestamptz NOT NULL DEFAULT now(),
  by text NOT NULL
);
