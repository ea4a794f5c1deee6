-- The words of an incident never change, but its row does, and each change wrote them into their index once more. They stand beside its facts now,
-- which are written once.
ALTER TABLE incident_facts ADD COLUMN searched text NOT NULL DEFAULT '';
UPDATE incident_facts f SET searched = i.title || ' ' || i.entity_key || ' ' || i.entity_name || ' ' || i.source || ' ' || i.type_id
  FROM incidents i WHERE i.id = f.incident_id;
CREATE INDEX incident_facts_by_words ON incident_facts USING gin (searched_words(searched));
DROP INDEX incidents_by_words;
