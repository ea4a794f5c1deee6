-- What an organization says of itself to its policies, beside what the installation says: its networks and domains, and the zone of its hours.
ALTER TABLE workspaces ADD COLUMN own_place jsonb NOT NULL DEFAULT '{}';
