-- Who is returning a containment: when that worker dies, another takes the lease at once.
ALTER TABLE leases ADD COLUMN claimed_by uuid;
CREATE INDEX leases_claimed ON leases (claimed_by) WHERE claimed_by IS NOT NULL;
