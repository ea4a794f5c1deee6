/** A share as counted, and the interval in which the true one lies with 95 % confidence. */
export interface Share {
  count: number;
  of: number;
  /** `count / of`; null when there is nothing to count. */
  rate: number | null;
  low: number;
  high: number;
}

const Z = 1.959963984540054;

/** The Wilson score interval (Wilson, "Probable Inference, the Law of Succession, and Statistical Inference", 1927): honest also for few and for none. */
export function share(count: number, of: number): Share {
  if (of === 0) return { count, of, rate: null, low: 0, high: 1 };
  const p = count / of;
  const z2 = Z * Z;
  const middle = (p + z2 / (2 * of)) / (1 + z2 / of);
  const half = (Z / (1 + z2 / of)) * Math.sqrt((p * (1 - p)) / of + z2 / (4 * of * of));
  return {
    count,
    of,
    rate: p,
    low: count === 0 ? 0 : Math.max(0, middle - half),
    high: count === of ? 1 : Math.min(1, middle + half),
  };
}
