-- One worker at a time speaks with one link. The number of the claim fences: what a worker records under an older claim changes nothing.
ALTER TABLE sync_links ADD COLUMN claimed_until timestamptz NOT NULL DEFAULT '-infinity';
ALTER TABLE sync_links ADD COLUMN claim integer NOT NULL DEFAULT 0;
