-- Connections that are asked for what came in, with how far each was read. The cursor changes only together with the deliveries that were read,
-- in one transaction. One worker at a time asks; the number of the claim fences: what a worker records under an older claim changes nothing.
CREATE TABLE polls (
  connection_id uuid PRIMARY KEY REFERENCES connections,
  workspace_id uuid NOT NULL REFERENCES workspaces,
  -- In the connector's own words; null before the first time.
  cursor jsonb,
  claim integer NOT NULL DEFAULT 1,
  claimed_until timestamptz NOT NULL DEFAULT '-infinity',
  -- 'infinity' for a connection whose settings name nothing to ask.
  next_at timestamptz NOT NULL DEFAULT now(),
  -- The last time that all there was had been taken.
  polled_at timestamptz,
  failures integer NOT NULL DEFAULT 0,
  error jsonb,
  -- What did not work beside the taking.
  note text NOT NULL DEFAULT '',
  paused_at timestamptz
);
