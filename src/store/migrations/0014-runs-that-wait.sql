-- What runs wait for: answers of people, and changes of their incident.

-- A question to people whose answers go on into the run. `key` names the step within the run, and in a loop the round.
CREATE TABLE forms (
  id uuid PRIMARY KEY,
  workspace_id uuid NOT NULL,
  incident_id uuid NOT NULL,
  run_id uuid NOT NULL,
  key text NOT NULL,
  playbook text NOT NULL,
  queue text NOT NULL,
  reason text NOT NULL,
  -- [{name, ask, type}]
  fields jsonb NOT NULL,
  status text NOT NULL DEFAULT 'pending',
  asked_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL,
  answered_at timestamptz,
  answered_by text,
  answers jsonb,
  UNIQUE (run_id, key)
);
CREATE INDEX forms_by_status ON forms (workspace_id, status, id);
CREATE INDEX forms_by_incident ON forms (incident_id, id);

-- Runs that want to hear of changes of their incident. A row is taken away when word was passed on: the run looks, and asks again if it waits on.
CREATE TABLE run_watches (
  run_id uuid PRIMARY KEY,
  workspace_id uuid NOT NULL,
  incident_id uuid NOT NULL
);
CREATE INDEX run_watches_by_incident ON run_watches (incident_id);

-- Word of a change that is still to be passed on. Written by whoever makes the change, without touching the run: nobody waits for a lock.
CREATE TABLE run_calls (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  workspace_id uuid NOT NULL,
  run_id uuid NOT NULL
);

CREATE FUNCTION call_watchers_of_incidents() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO run_calls (workspace_id, run_id)
    SELECT DISTINCT w.workspace_id, w.run_id FROM run_watches w JOIN changed c ON c.id = w.incident_id;
  RETURN NULL;
END $$;
CREATE FUNCTION call_watchers() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO run_calls (workspace_id, run_id)
    SELECT DISTINCT w.workspace_id, w.run_id FROM run_watches w JOIN changed c ON c.incident_id = w.incident_id;
  RETURN NULL;
END $$;
CREATE TRIGGER incidents_call_watchers AFTER UPDATE ON incidents REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION call_watchers_of_incidents();
CREATE TRIGGER comments_call_watchers AFTER INSERT ON comments REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION call_watchers();
CREATE TRIGGER leases_call_watchers AFTER UPDATE ON leases REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION call_watchers();
CREATE TRIGGER approvals_call_watchers AFTER UPDATE ON approvals REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION call_watchers();
CREATE INDEX leases_by_incident ON leases (incident_id);
CREATE INDEX approvals_by_incident ON approvals (incident_id);
