-- What a run recorded is written a move at a time: one row with the lines of its steps in it, instead of a row and an entry of an index for each line.
CREATE TABLE run_moves (
  run_id uuid NOT NULL,
  -- Of the first line; the others count on from it.
  position integer NOT NULL,
  workspace_id uuid NOT NULL,
  -- [{step, kind, attempt, status, output, error}]
  lines jsonb NOT NULL,
  at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (run_id, position)
);
INSERT INTO run_moves (run_id, position, workspace_id, lines, at)
  SELECT run_id, position, workspace_id, jsonb_build_array(jsonb_build_object('step', step, 'kind', kind, 'attempt', attempt, 'status', status, 'output', output, 'error', error)), at
  FROM run_steps;
DROP TABLE run_steps;

-- Read as before, a step at a time, under the walls of the moves.
CREATE VIEW run_steps WITH (security_invoker = true) AS
  SELECT m.run_id, m.position + (l.place - 1)::integer AS position, m.workspace_id, l.line->>'step' AS step, l.line->>'kind' AS kind, (l.line->>'attempt')::integer AS attempt,
    l.line->>'status' AS status, NULLIF(l.line->'output', 'null'::jsonb) AS output, NULLIF(l.line->'error', 'null'::jsonb) AS error, m.at
  FROM run_moves m, jsonb_array_elements(m.lines) WITH ORDINALITY AS l(line, place);
