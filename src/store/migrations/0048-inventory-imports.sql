-- What an import of the inventory found, so that it can be taken back: the newest few of each workspace.
CREATE TABLE inventory_imports (
  id uuid PRIMARY KEY,
  workspace_id uuid NOT NULL,
  at timestamptz NOT NULL DEFAULT now(),
  by text NOT NULL,
  entries integer NOT NULL,
  -- Those that were known, in or out of the inventory, as they were; and the keys of those that were not.
  before jsonb NOT NULL,
  added jsonb NOT NULL,
  undone_at timestamptz
);
CREATE INDEX inventory_imports_newest ON inventory_imports (workspace_id, id DESC);
