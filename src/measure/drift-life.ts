/**
 * The risk that a test may run: `alpha` for each year of its life. A test sees a bounded past, so it begins anew every so often; each beginning is a
 * share of the year's risk (Ville's inequality bounds each, the union bound all of them).
 */
import { weight } from "./drift-weights.ts";

export interface Life {
  /** Beginnings this year, from 1. */
  epoch: number;
  /** When its year began, in ms. */
  since: number;
}

const YEAR_MS = 365 * 86_400_000;

export function newLife(at: number): Life {
  return { epoch: 1, since: at };
}

/** The life after its test has begun anew. */
export function nextEpoch({ epoch, since }: Life): Life {
  return { epoch: epoch + 1, since };
}

/** Whether its year is over. */
export function yearIsOver({ since }: Life, at: number): boolean {
  return at - since >= YEAR_MS;
}

/** ln of the evidence at which the test speaks. */
export function lnThreshold({ epoch }: Life, alpha: number): number {
  return -Math.log(alpha * weight(epoch));
}

/** At most so many false alarms a year are expected of a test that begins a new life after each. */
export function falseAlarmsPerYear(alpha: number): number {
  return alpha / (1 - alpha);
}
