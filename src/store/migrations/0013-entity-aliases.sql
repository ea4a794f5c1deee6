-- Which identifiers lead to which record, who said so and when. Two records may claim the same one: it then leads to neither, and both stay.
CREATE TABLE entity_aliases (
  workspace_id uuid NOT NULL,
  type text NOT NULL,
  -- In its canonical spelling.
  alias text NOT NULL,
  -- The product whose own id it is; empty for what means the same everywhere.
  scope text NOT NULL DEFAULT '',
  entity_id uuid NOT NULL,
  -- The inventory is never overridden by what sources say.
  origin text NOT NULL CHECK (origin IN ('inventory', 'connection')),
  -- The connection that taught it, and by which alert.
  connection_id uuid,
  alert_id uuid,
  learned_at timestamptz NOT NULL DEFAULT now(),
  -- A person said that it is not this record's: it is kept, so that it is not learned again.
  rejected_at timestamptz,
  rejected_by text,
  PRIMARY KEY (workspace_id, type, alias, scope, entity_id)
);
CREATE INDEX entity_aliases_by_entity ON entity_aliases (entity_id);

-- The record that a person said is the same thing: this one then only leads there. Null again when it is split off.
ALTER TABLE entities ADD COLUMN merged_into uuid;
-- When the inventory last spoke of it.
ALTER TABLE entities ADD COLUMN inventoried_at timestamptz;
UPDATE entities SET inventoried_at = last_seen_at WHERE inventoried;
CREATE INDEX entities_merged ON entities (merged_into) WHERE merged_into IS NOT NULL;

-- The column keeps what the inventory says; what alerts say is an alias with an origin from now on.
INSERT INTO entity_aliases (workspace_id, type, alias, entity_id, origin)
  SELECT DISTINCT workspace_id, type, alias, id, 'inventory' FROM entities, unnest(aliases) AS alias WHERE inventoried;
UPDATE entities SET aliases = '{}' WHERE NOT inventoried AND aliases <> '{}';
DROP INDEX entities_by_alias;

-- Which host an address was, from when until when. An address is no alias: it never makes two hosts one.
CREATE TABLE address_sightings (
  workspace_id uuid NOT NULL,
  address text NOT NULL,
  entity_id uuid NOT NULL,
  from_at timestamptz NOT NULL,
  until_at timestamptz NOT NULL,
  connection_id uuid NOT NULL,
  PRIMARY KEY (workspace_id, address, from_at, entity_id)
) WITH (fillfactor = 80);
CREATE INDEX address_sightings_by_entity ON address_sightings (entity_id, from_at);
