-- Second factors of people. They belong to the account, so to no workspace, and only the machine's role reads them.

-- What passkeys know a person by: says nothing about them (WebAuthn Level 3, 14.6.1).
ALTER TABLE people ADD COLUMN handle uuid NOT NULL DEFAULT gen_random_uuid();
-- By what the person proved who they are when the session was opened.
ALTER TABLE sessions ADD COLUMN by text[] NOT NULL DEFAULT '{}';

CREATE TABLE totp_secrets (
  person text PRIMARY KEY REFERENCES people,
  -- Sealed; null until a first code has shown that the person has it.
  sealed bytea,
  -- One that waits for its first code.
  pending bytea,
  -- The last step of 30 seconds whose code was used: none is taken twice.
  last_step bigint NOT NULL DEFAULT 0
);

CREATE TABLE recovery_codes (
  hash text PRIMARY KEY,
  person text NOT NULL REFERENCES people
);
CREATE INDEX recovery_codes_by_person ON recovery_codes (person);

CREATE TABLE passkeys (
  -- The credential's own, in Base64url.
  id text PRIMARY KEY,
  person text NOT NULL REFERENCES people,
  name text NOT NULL,
  public_key bytea NOT NULL,
  counter bigint NOT NULL,
  transports text[] NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  last_used_at timestamptz
);
CREATE INDEX passkeys_by_person ON passkeys (person);

-- What an authenticator was asked to sign; each is good once, for minutes. With a person: to add a passkey of theirs, or to prove it is still them.
CREATE TABLE passkey_challenges (
  challenge text PRIMARY KEY,
  person text REFERENCES people,
  expires_at timestamptz NOT NULL
);
