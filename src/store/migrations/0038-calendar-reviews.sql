-- Reviews by the calendar that are about no playbook. access: each quarter, who may do what; policies: each year, whether what is allowed is still right.
CREATE UNIQUE INDEX reviews_of_calendar ON reviews (workspace_id, kind, period_from) WHERE kind IN ('access', 'policies');

ALTER TABLE review_settings
  ADD COLUMN access_owner text NOT NULL DEFAULT 'soc',
  ADD COLUMN policies_owner text NOT NULL DEFAULT 'soc';

-- What an access review asks about, as it was when the review was written; the answers, and what came of them.
CREATE TABLE access_rows (
  review_id uuid NOT NULL REFERENCES reviews ON DELETE CASCADE,
  workspace_id uuid NOT NULL,
  -- token, person or delegation
  kind text NOT NULL,
  -- A token's id; a person's name, who is let in or who handed on.
  subject text NOT NULL,
  holder text NOT NULL,
  roles text[] NOT NULL,
  -- What it is for, in words: a token's name and connection, to whom was handed on.
  note text NOT NULL,
  since timestamptz NOT NULL,
  last_used_at timestamptz,
  -- keep or revoke
  answer text,
  reason text,
  answered_by text,
  answered_at timestamptz,
  -- Whether there was anything left to take away.
  carried_out boolean,
  PRIMARY KEY (review_id, kind, subject)
);
