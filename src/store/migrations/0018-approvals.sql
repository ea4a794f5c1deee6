-- Approvals that can be trusted: the effect in words, on which terms it is asked about, who answered what, and who is asked in which order.

-- What an approval says, and what it takes: src/model/approval.ts.
ALTER TABLE approvals
  ADD COLUMN words jsonb NOT NULL,
  ADD COLUMN terms jsonb NOT NULL,
  -- Whose turn it is in the order; each escalation counts one.
  ADD COLUMN round integer NOT NULL DEFAULT 0,
  -- The last round whose people were written down to be told.
  ADD COLUMN announced integer NOT NULL DEFAULT -1,
  -- When the yes was used.
  ADD COLUMN used_at timestamptz;
CREATE INDEX approvals_to_announce ON approvals (id) WHERE status = 'pending' AND announced < round;

-- Whose token it is, where several are one person's; the token's name when null. Two tokens of one person are one approver.
ALTER TABLE tokens ADD COLUMN person text;

-- One answer a person: what makes a quorum that one person cannot fill twice.
CREATE TABLE approval_votes (
  approval_id uuid NOT NULL REFERENCES approvals ON DELETE CASCADE,
  workspace_id uuid NOT NULL,
  person text NOT NULL,
  answer text NOT NULL,
  by text NOT NULL,
  way text NOT NULL,
  comment text,
  at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (approval_id, person)
);

-- Who is asked for a queue, in which order, and when.
CREATE TABLE on_call (
  id uuid PRIMARY KEY,
  workspace_id uuid NOT NULL,
  queue text NOT NULL,
  person text NOT NULL,
  place integer NOT NULL,
  from_at timestamptz NOT NULL,
  -- Open-ended when null.
  until_at timestamptz
);
CREATE INDEX on_call_by_queue ON on_call (workspace_id, queue, place);

-- Where a person is reached: by which connection, at which address there.
CREATE TABLE contacts (
  workspace_id uuid NOT NULL,
  person text NOT NULL,
  connection text NOT NULL,
  address text NOT NULL,
  PRIMARY KEY (workspace_id, person, connection)
);

-- Who is asked in a person's place for a time. It hands on the question, never a role.
CREATE TABLE delegations (
  id uuid PRIMARY KEY,
  workspace_id uuid NOT NULL,
  person text NOT NULL,
  to_person text NOT NULL,
  from_at timestamptz NOT NULL DEFAULT now(),
  until_at timestamptz NOT NULL,
  by text NOT NULL
);
CREATE INDEX delegations_by_person ON delegations (workspace_id, person, until_at);

-- A question on its way to one person by one connection.
CREATE TABLE approval_notices (
  id uuid PRIMARY KEY,
  workspace_id uuid NOT NULL,
  approval_id uuid NOT NULL REFERENCES approvals ON DELETE CASCADE,
  round integer NOT NULL,
  person text NOT NULL,
  -- In whose place, when it was handed on.
  instead_of text,
  connection text NOT NULL,
  address text NOT NULL,
  status text NOT NULL DEFAULT 'due',
  attempts integer NOT NULL DEFAULT 0,
  next_attempt_at timestamptz NOT NULL DEFAULT now(),
  sent_at timestamptz,
  error jsonb,
  UNIQUE (approval_id, person, connection)
);
CREATE INDEX approval_notices_due ON approval_notices (next_attempt_at) WHERE status = 'due';

-- What stands in a link or behind a button: good for one answer of one person to one approval of one effect. Only its hash is kept.
CREATE TABLE approval_links (
  hash text PRIMARY KEY,
  workspace_id uuid NOT NULL,
  approval_id uuid NOT NULL REFERENCES approvals ON DELETE CASCADE,
  person text NOT NULL,
  connection text NOT NULL,
  args_hash text NOT NULL,
  expires_at timestamptz NOT NULL,
  used_at timestamptz
);
CREATE INDEX approval_links_by_approval ON approval_links (approval_id);
