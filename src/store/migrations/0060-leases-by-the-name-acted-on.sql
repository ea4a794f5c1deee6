-- A thing may have several names, and a product may take two names for one thing or for two. A lease says which name it acts on; the record's own key
-- stands beside it, for people to find it by.
ALTER TABLE leases ADD COLUMN target text;
UPDATE leases SET target = entity_key;
ALTER TABLE leases ALTER COLUMN target SET NOT NULL;
