/** What a sum over the past says, and what it does not: an incident that the text got no further with has not gone the same way. */
import type { BacktestSum } from "../../../../src/api/contract/backtest.ts";

/** Whether every incident was compared to its end, and went as before. */
export function allTheSame({ incidents, same }: BacktestSum): boolean {
  return same === incidents;
}

/** Outcomes that became others; the sum counts those that stayed, too. */
export function otherOutcomes({ outcomes }: BacktestSum): BacktestSum["outcomes"] {
  return outcomes.filter(({ from, to }) => from !== to);
}
