-- For statements whose COMMIT is sent right behind them, before it is known whether they found what they were sent for: where they did not,
-- the whole transaction is taken back, and done again by whoever can look first.
CREATE FUNCTION must_all(written bigint, expected integer) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF written <> expected THEN
    RAISE EXCEPTION 'expected % rows, wrote %', expected, written USING ERRCODE = 'CD001';
  END IF;
END $$;
