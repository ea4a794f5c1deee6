-- What was tried lately is found without reading all effects there ever were. BRIN: an outcome is still written beside its effect on the same page.
CREATE INDEX effects_by_trial ON effects USING brin (tried_at) WITH (pages_per_range = 16, autosummarize = on);
