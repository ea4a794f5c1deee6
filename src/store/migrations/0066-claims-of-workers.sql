-- Who is telling other systems, looking at them or asking people: when that worker dies, another goes on at once, not when the claim ends.
ALTER TABLE sync_outbox ADD COLUMN claimed_by uuid;
CREATE INDEX sync_outbox_claimed ON sync_outbox (claimed_by) WHERE claimed_by IS NOT NULL AND done_at IS NULL;
ALTER TABLE sync_links ADD COLUMN claimed_by uuid;
CREATE INDEX sync_links_claimed ON sync_links (claimed_by) WHERE claimed_by IS NOT NULL;
ALTER TABLE approval_notices ADD COLUMN claimed_by uuid;
CREATE INDEX approval_notices_claimed ON approval_notices (claimed_by) WHERE claimed_by IS NOT NULL AND status = 'due';
