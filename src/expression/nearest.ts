/** The near miss: what a person most likely meant by a name that does not exist. */

/** The known name nearest to the wrong one; undefined when more than a third of the letters (at least one) would have to change. */
export function nearestName(wrong: string, known: Iterable<string>): string | undefined {
  const text = wrong.slice(0, 100).toLowerCase();
  let best: string | undefined;
  let bestDistance = Math.max(1, Math.floor(text.length / 3)) + 1;
  for (const name of known) {
    if (Math.abs(name.length - text.length) >= bestDistance) continue;
    const distance = editDistance(text, name.toLowerCase());
    if (distance >= bestDistance) continue;
    best = name;
    bestDistance = distance;
  }
  return best;
}

/** A sentence for a fix: the near miss if there is one, else the names there are. */
export function didYouMean(wrong: string, known: readonly string[]): string {
  const nearest = nearestName(wrong, known) ?? onlyBegun(wrong, known);
  if (nearest !== undefined) return `did you mean "${nearest}"?`;
  return known.length === 0 ? "none is known here" : `known: ${known.slice(0, 30).join(", ")}`;
}

/** The one known name that was begun and not written to its end. */
function onlyBegun(wrong: string, known: readonly string[]): string | undefined {
  const begun = wrong.trim().length < 3 ? [] : known.filter((name) => name.startsWith(wrong.trim()));
  return begun.length === 1 ? begun[0] : undefined;
}

/** Letters to insert, delete, change or swap with their neighbor (optimal string alignment, Damerau 1964). */
export function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (last[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const swap = swapped ? (beforeLast[j - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY;
      row.push(Math.min(change, swap, (last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1));
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length] ?? 0;
}
