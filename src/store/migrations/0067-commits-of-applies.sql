-- The git commit of the folder that was applied, so that an older checkout is told from a newer one. Null where the folder was no checkout.
ALTER TABLE content_applies ADD COLUMN commit text;
