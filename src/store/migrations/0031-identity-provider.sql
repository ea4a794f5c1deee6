-- Sign-in by an identity provider (OpenID Connect). All of it is the installation's, so it belongs to no workspace.

-- At most one.
CREATE TABLE identity_provider (
  one boolean PRIMARY KEY DEFAULT true CHECK (one),
  -- Issuer, client, claims, what is granted to whom: src/model/identity-provider.ts.
  settings jsonb NOT NULL,
  -- The client's secret, sealed for this issuer and this client alone.
  sealed bytea NOT NULL,
  -- Where it signs people out of itself; null where it does not.
  sign_out_at text,
  changed_by text NOT NULL,
  changed_at timestamptz NOT NULL DEFAULT now()
);

-- Whom a provider means by a subject. Subjects never change and are never given to somebody else (OpenID Connect Core 1.0, 5.7).
CREATE TABLE identities (
  issuer text NOT NULL,
  subject text NOT NULL,
  person text NOT NULL UNIQUE REFERENCES people,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (issuer, subject)
);

-- Where an invited person is known by a provider: an admin says so.
ALTER TABLE people ADD COLUMN mail text UNIQUE;

-- Sign-ins that were sent to the provider and are not back; each is good once, for minutes.
CREATE TABLE identity_tries (
  -- Of the state that comes back.
  hash text PRIMARY KEY,
  -- Of the cookie of the browser that set out.
  browser text NOT NULL,
  nonce text NOT NULL,
  verifier text NOT NULL,
  -- The session that is to be proved anew; null for a sign-in.
  session_id uuid,
  go_on_to text NOT NULL,
  expires_at timestamptz NOT NULL
);
