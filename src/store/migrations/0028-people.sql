-- People: an account is the installation's, since one person may work in several workspaces; what they may do is each workspace's own.

CREATE TABLE people (
  -- As on-call orders, approvals and audit rows name them; never changes.
  name text PRIMARY KEY,
  -- argon2id with its parameters; null while an invitation waits, and of people who come by an identity provider.
  password text,
  password_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE memberships (
  workspace_id uuid NOT NULL REFERENCES workspaces,
  person text NOT NULL REFERENCES people,
  roles text[] NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  disabled_at timestamptz,
  PRIMARY KEY (workspace_id, person)
);
CREATE INDEX memberships_by_person ON memberships (person);

-- Only the hash of what the cookie holds. A session is in one workspace at a time.
CREATE TABLE sessions (
  id uuid PRIMARY KEY,
  workspace_id uuid NOT NULL REFERENCES workspaces,
  person text NOT NULL REFERENCES people,
  hash text NOT NULL UNIQUE,
  created_at timestamptz NOT NULL DEFAULT now(),
  -- When the person last proved who they are.
  proved_at timestamptz NOT NULL DEFAULT now(),
  last_seen_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL,
  address text NOT NULL,
  agent text NOT NULL,
  ended_at timestamptz
);
CREATE INDEX sessions_by_person ON sessions (person, id DESC);

-- One-time codes by which somebody chooses a password: an invitation, or the way back in. Only the hash.
CREATE TABLE invitations (
  hash text PRIMARY KEY,
  workspace_id uuid NOT NULL REFERENCES workspaces,
  person text NOT NULL REFERENCES people,
  by text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL
);
CREATE INDEX invitations_by_person ON invitations (person);

-- Wrong tries in a row, by a hash of what was tried: a name, whether or not there is one, or an address.
CREATE TABLE sign_in_tries (
  key text PRIMARY KEY,
  wrong integer NOT NULL,
  wait_until timestamptz NOT NULL,
  last_at timestamptz NOT NULL
);
