-- What a run undoes at this moment is looked up before anything is contained. Only columns that never change, so that an outcome is still written beside its effect on the same page.
CREATE INDEX effects_undoing ON effects (workspace_id, entity_key) WHERE effect_class = 'recover' AND run_id IS NOT NULL;
