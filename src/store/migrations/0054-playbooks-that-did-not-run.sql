-- Until when a workspace's weeks are reviewed: looked through once each, not again and again for playbooks that did not run.
ALTER TABLE workspaces ADD COLUMN reviewed_to timestamptz;

-- idle: playbooks in force that did not run for long, in one record a week at most.
CREATE UNIQUE INDEX reviews_of_idle ON reviews (workspace_id, period_to) WHERE kind = 'idle';
