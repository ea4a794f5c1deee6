-- What a product was given as a name is what is held there, whatever its record is called meanwhile.
CREATE INDEX leases_by_target ON leases (workspace_id, target) WHERE status IN ('active', 'releasing');
