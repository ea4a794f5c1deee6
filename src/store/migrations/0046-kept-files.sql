-- Content as people wrote it, and why they put it in force. A taxonomy's rules alone have neither its comments nor its examples, without which its check
-- refuses it: so its files are kept with it. They are null in versions from before, and in those that came without files.
ALTER TABLE taxonomy_versions ADD COLUMN files jsonb, ADD COLUMN reason text NOT NULL DEFAULT '';
ALTER TABLE policy_versions ADD COLUMN reason text NOT NULL DEFAULT '';
