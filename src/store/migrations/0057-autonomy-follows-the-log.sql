-- What people decided is read from the settled log of each workspace, by its places, and no longer a minute behind the record. What was read stays read.
UPDATE installation SET value = COALESCE((
  SELECT jsonb_object_agg(workspace_id, next) FROM (
    SELECT workspace_id, max(leaf) + 1 AS next FROM audit_leaves WHERE audit_id <= (installation.value #>> '{}')::bigint GROUP BY workspace_id
  ) read), '{}')
WHERE key = 'autonomy-cursor' AND jsonb_typeof(value) = 'string';
