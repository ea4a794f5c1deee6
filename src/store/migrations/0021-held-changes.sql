-- Changes that a frozen connection is not told: they hold up nobody else, and are told in order once it is thawed.
ALTER TABLE sync_outbox ADD COLUMN held_at timestamptz;
