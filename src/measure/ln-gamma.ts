const SHIFT_BELOW = 12;

/** ln Γ(x) for x > 0, to about twelve digits: Stirling's series (NIST DLMF 5.11.1), after x is moved up by Γ(x + 1) = x Γ(x). */
export function lnGamma(x: number): number {
  let at = x;
  let moved = 0;
  for (; at < SHIFT_BELOW; at += 1) moved += Math.log(at);
  const inverse = 1 / at;
  const square = inverse * inverse;
  const series = inverse * (1 / 12 - square * (1 / 360 - square * (1 / 1260 - square / 1680)));
  return (at - 0.5) * Math.log(at) - at + 0.5 * Math.log(2 * Math.PI) + series - moved;
}

/** ln B(a, b). */
export function lnBeta(a: number, b: number): number {
  return lnGamma(a) + lnGamma(b) - lnGamma(a + b);
}
