/** How evidence and risk are spread over what can come without end, so that both sum to one. */

/**
 * The k-th of countably many shares of one, from k = 1: they telescope to exactly 1 and fall only a little faster than 1/k, so that what
 * comes late costs little.
 */
export function weight(k: number): number {
  return 1 / Math.log2(k + 1) - 1 / Math.log2(k + 2);
}

/** ln of the sum of numbers given by their logarithms. */
export function lnSum(logarithms: readonly number[]): number {
  const most = logarithms.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  if (most === Number.NEGATIVE_INFINITY) return most;
  return most + Math.log(logarithms.reduce((sum, one) => sum + Math.exp(one - most), 0));
}
