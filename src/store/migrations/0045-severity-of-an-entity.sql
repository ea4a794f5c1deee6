-- The grave alerts of an entity that has thousands are found in the index alone: without the severity in it each of the entity's alerts was read.
DROP INDEX alerts_by_entity;
CREATE INDEX alerts_by_entity ON alerts (workspace_id, entity_key, id DESC) INCLUDE (severity);
