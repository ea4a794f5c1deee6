-- The time of the last alert changes with every alert that joins; out of the index, such a change touches no index at all.
DROP INDEX incidents_open_by_correlation;
CREATE INDEX incidents_open_by_correlation ON incidents (workspace_id, correlation_key) WHERE status NOT IN ('resolved', 'closed');
