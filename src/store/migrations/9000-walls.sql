-- Applied after every migration, and safe to repeat: each table with a workspace_id gets its wall.
DO $$ BEGIN CREATE ROLE cordon_app NOLOGIN; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$;
DO $$ BEGIN CREATE ROLE cordon_system NOLOGIN; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$;
DO $$ BEGIN EXECUTE format('GRANT cordon_app, cordon_system TO %I', current_user); EXCEPTION WHEN invalid_grant_operation THEN NULL; END $$;
GRANT USAGE ON SCHEMA public TO cordon_app, cordon_system;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO cordon_app, cordon_system;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO cordon_app, cordon_system;
GRANT EXECUTE ON FUNCTION add_weeks(timestamptz) TO cordon_system;
REVOKE UPDATE, DELETE, TRUNCATE ON audit, audit_leaves, audit_checkpoints FROM cordon_app, cordon_system;
-- The log over the audit record is grown and signed by the machine alone.
REVOKE INSERT ON audit_leaves, audit_checkpoints FROM cordon_app;
REVOKE INSERT, UPDATE, DELETE ON audit_keys FROM cordon_app;
REVOKE ALL ON installation, workers, people, sign_in_tries, totp_secrets, recovery_codes, passkeys, passkey_challenges,
  identity_provider, identities, identity_tries FROM cordon_app;
REVOKE INSERT, DELETE ON workspaces FROM cordon_app;

DO $$
DECLARE name text;
BEGIN
  FOR name IN
    SELECT c.table_name FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
    WHERE c.table_schema = 'public' AND c.column_name = 'workspace_id' AND t.table_type = 'BASE TABLE'
      AND NOT EXISTS (SELECT 1 FROM pg_inherits WHERE inhrelid = format('%I', c.table_name)::regclass)
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('DROP POLICY IF EXISTS one_workspace ON %I', name);
    EXECUTE format('DROP POLICY IF EXISTS all_workspaces ON %I', name);
    EXECUTE format('CREATE POLICY one_workspace ON %I TO cordon_app USING (workspace_id = NULLIF(current_setting(''cordon.workspace'', true), '''')::uuid) WITH CHECK (workspace_id = NULLIF(current_setting(''cordon.workspace'', true), '''')::uuid)', name);
    EXECUTE format('CREATE POLICY all_workspaces ON %I TO cordon_system USING (true) WITH CHECK (true)', name);
  END LOOP;
END $$;
ALTER TABLE workspaces ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS own_workspace ON workspaces;
DROP POLICY IF EXISTS every_workspace ON workspaces;
CREATE POLICY own_workspace ON workspaces TO cordon_app USING (id = NULLIF(current_setting('cordon.workspace', true), '')::uuid);
CREATE POLICY every_workspace ON workspaces TO cordon_system USING (true) WITH CHECK (true);

-- The parts of a table are read through it; by their own names they are shut, but for what the pipeline adds.
DO $$
DECLARE part regclass;
BEGIN
  FOR part IN SELECT i.inhrelid::regclass FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace LOOP
    EXECUTE format('REVOKE ALL ON %s FROM cordon_app, cordon_system', part);
    EXECUTE format('GRANT INSERT ON %s TO cordon_system', part);
    EXECUTE format('ALTER TABLE %s DISABLE ROW LEVEL SECURITY, NO FORCE ROW LEVEL SECURITY', part);
  END LOOP;
END $$;
