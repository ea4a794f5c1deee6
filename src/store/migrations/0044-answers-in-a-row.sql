-- Whether a person accepts proposals faster than one can look at them.
CREATE INDEX proposals_by_answer ON proposals (workspace_id, answered_by, answered_at) WHERE status = 'accepted';

-- What people answer to proposals is observed too: the source is approval, shadow, run or proposal, and what stands as the playbook is then the author, `triage:3` or `model:<name>`.
COMMENT ON COLUMN autonomy_observations.source IS 'approval, shadow, run or proposal';
