/** Bars as an SVG within a page: no script, no font, nothing fetched. */
import { escaped } from "./escaped.ts";

export interface Bar {
  name: string;
  count: number;
}

const HEIGHT = 70;
const FLOOR = 84;
const WIDTH = 620;
/** More bars are too thin to look at: the earliest are left out, and it is said. */
const MOST = 60;

const DAY_MS = 86_400_000;

/** Every week of a time by its Monday (UTC), also those in which there was nothing: a gap is what an auditor looks for. */
export function everyWeek(counted: readonly Bar[], { from, to }: { from: string; to: string }): Bar[] {
  const counts = new Map(counted.map(({ name, count }) => [name, count]));
  const first = new Date(from);
  const monday = Date.UTC(
    first.getUTCFullYear(),
    first.getUTCMonth(),
    first.getUTCDate() - ((first.getUTCDay() + 6) % 7),
  );
  const names = new Set(counts.keys());
  for (let at = monday; at < Date.parse(to); at += 7 * DAY_MS) names.add(new Date(at).toISOString().slice(0, 10));
  return [...names].sort().map((name) => ({ name, count: counts.get(name) ?? 0 }));
}

/** Upright bars, one a week. */
export function weeksChart(title: string, all: readonly Bar[]): string {
  const bars = all.slice(-MOST);
  const most = Math.max(1, ...bars.map(({ count }) => count));
  const step = WIDTH / Math.max(1, bars.length);
  const drawn = bars.map(({ name, count }, at) => {
    const height = Math.round((count / most) * HEIGHT);
    const [x, width] = [(at * step).toFixed(1), Math.max(2, step - 3).toFixed(1)];
    return `<rect x="${x}" y="${FLOOR - height}" width="${width}" height="${height}"><title>${escaped(name)}: ${count}</title></rect>`;
  });
  const ends = [bars[0]?.name ?? "", bars.length > 1 ? (bars.at(-1)?.name ?? "") : ""];
  const left = all.length > bars.length ? `, the last ${bars.length} of ${all.length} weeks` : "";
  return [
    `<svg viewBox="0 0 ${WIDTH} 102" role="img" aria-label="${escaped(title)}, by week${left}">`,
    `<text x="0" y="10">${most} at most${left}</text>`,
    ...drawn,
    `<text x="0" y="98">${escaped(ends[0]!)}</text><text x="${WIDTH}" y="98" text-anchor="end">${escaped(ends[1]!)}</text></svg>`,
  ].join("");
}
