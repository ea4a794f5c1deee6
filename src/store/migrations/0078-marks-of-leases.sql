-- By what the product tells a containment of ours from one that somebody made anew after undoing it; null where the product does not say.
ALTER TABLE leases ADD COLUMN mark text;
CREATE INDEX leases_by_mark ON leases (workspace_id, target, mark) WHERE mark IS NOT NULL;
