-- Budgets of what is in force at the same time: each effect that a policy with one let through, or that people were asked about, by the key of the budget.
-- Whether it still holds its entity is what the journal and the ledger say; a row of one that does not is dropped when the budget is counted next.
CREATE TABLE budget_held (
  workspace_id uuid NOT NULL,
  key text NOT NULL,
  effect_id uuid NOT NULL,
  entity text NOT NULL,
  PRIMARY KEY (workspace_id, key, effect_id)
);

-- One caller at a time counts a budget and spends it, until its transaction ends.
CREATE FUNCTION lock_budget(ws uuid, budget text) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO budget_locks (workspace_id, key) VALUES (ws, budget) ON CONFLICT DO NOTHING;
  PERFORM 1 FROM budget_locks WHERE workspace_id = ws AND key = budget FOR UPDATE;
  RETURN true;
END $$;
