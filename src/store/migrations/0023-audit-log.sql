-- The audit record becomes a log that proves itself: a Merkle tree (RFC 6962) for each workspace, grown behind the rows.

-- By the transaction it is known when every row that comes before another in the tree is there, without one transaction waiting for another. Rows from before
-- this have the transaction of this file, and are taken in by their ids.
ALTER TABLE audit ADD COLUMN xid xid8 NOT NULL DEFAULT pg_current_xact_id();
CREATE INDEX audit_by_transaction ON audit (xid, id);
CREATE INDEX audit_by_time ON audit USING brin (at) WITH (autosummarize = on);

CREATE TABLE audit_leaves (
  workspace_id uuid NOT NULL,
  -- Counts from 0, with no gap.
  leaf bigint NOT NULL CHECK (leaf >= 0),
  audit_id bigint NOT NULL UNIQUE,
  hash bytea NOT NULL CHECK (octet_length(hash) = 32),
  -- The hashes of the complete subtrees that this leaf is the last of, the smallest first, 32 bytes each.
  subtrees bytea NOT NULL,
  PRIMARY KEY (workspace_id, leaf)
);

CREATE TABLE audit_keys (
  id uuid PRIMARY KEY,
  workspace_id uuid NOT NULL,
  -- Ed25519 (RFC 8032), 32 bytes; the newest signs, all of them have signed.
  public_key bytea NOT NULL CHECK (octet_length(public_key) = 32),
  sealed_key bytea NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX audit_keys_by_workspace ON audit_keys (workspace_id, id);

CREATE TABLE audit_checkpoints (
  id uuid PRIMARY KEY,
  workspace_id uuid NOT NULL,
  size bigint NOT NULL,
  root bytea NOT NULL CHECK (octet_length(root) = 32),
  -- The signed note, as it is handed out.
  note text NOT NULL,
  at timestamptz NOT NULL
);
CREATE INDEX audit_checkpoints_by_size ON audit_checkpoints (workspace_id, size, id);

CREATE TRIGGER audit_leaves_are_append_only BEFORE UPDATE OR DELETE ON audit_leaves FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_leaves_are_not_truncated BEFORE TRUNCATE ON audit_leaves FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_checkpoints_are_append_only BEFORE UPDATE OR DELETE ON audit_checkpoints FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_checkpoints_are_not_truncated BEFORE TRUNCATE ON audit_checkpoints FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
