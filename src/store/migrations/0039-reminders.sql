-- Word to people about what waits for them or comes back: once for each step, whichever process comes first.
CREATE TABLE reminders (
  id uuid PRIMARY KEY,
  workspace_id uuid NOT NULL,
  -- review or decision
  subject_type text NOT NULL,
  subject_id uuid NOT NULL,
  -- Which step of its way: what is renewed begins anew, so the time is part of it.
  step text NOT NULL,
  text text NOT NULL,
  -- Whose queue it is, or who took the decision.
  queue text,
  person text,
  -- Whether it was written down who is told.
  announced boolean NOT NULL DEFAULT false,
  made_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (workspace_id, subject_type, subject_id, step)
);
CREATE INDEX reminders_to_announce ON reminders (id) WHERE NOT announced;

CREATE TABLE reminder_notices (
  id uuid PRIMARY KEY,
  workspace_id uuid NOT NULL,
  reminder_id uuid NOT NULL REFERENCES reminders ON DELETE CASCADE,
  connection text NOT NULL,
  -- Empty for the connection's own channel.
  address text NOT NULL,
  -- due, sending, sent, failed; unknown: its sender was lost while sending, and it is not sent again.
  status text NOT NULL DEFAULT 'due',
  attempts integer NOT NULL DEFAULT 0,
  next_attempt_at timestamptz NOT NULL DEFAULT now(),
  error jsonb,
  UNIQUE (reminder_id, connection, address)
);
CREATE INDEX reminder_notices_due ON reminder_notices (next_attempt_at) WHERE status IN ('due', 'sending');
