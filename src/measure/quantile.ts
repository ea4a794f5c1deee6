/**
 * The value below which a share `q` of the samples lies, linear between neighbors (type 7 of Hyndman and Fan, "Sample Quantiles in Statistical
 * Packages", 1996; what spreadsheets and SQL's percentile_cont answer). Null without samples.
 */
export function quantile(samples: readonly number[], q: number): number | null {
  if (samples.length === 0) return null;
  const sorted = [...samples].sort((a, b) => a - b);
  const place = (sorted.length - 1) * q;
  const below = sorted[Math.floor(place)]!;
  const above = sorted[Math.ceil(place)]!;
  return below + (above - below) * (place - Math.floor(place));
}
