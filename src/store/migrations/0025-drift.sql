-- Reviews by a calendar of one's own, and tests that notice when a playbook or a source is no longer what it was.

-- What ended, in the order of its end: what is counted over closed incidents and fed to the tests.
CREATE INDEX incidents_by_end ON incidents (workspace_id, resolved_at, id) WHERE resolved_at IS NOT NULL;
CREATE INDEX runs_by_end ON runs (workspace_id, ended_at, id) WHERE ended_at IS NOT NULL;
