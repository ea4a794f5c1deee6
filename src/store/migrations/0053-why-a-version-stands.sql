-- Why a version of a playbook was handed in, put in force or taken out of it; empty where nobody said. The record has it too, but is not what people look at.
ALTER TABLE playbook_lives ADD COLUMN reason text NOT NULL DEFAULT '';
