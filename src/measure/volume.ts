/** How many incidents came, and what they turned out to be, over time. docs/reviews.md, "Pictures", is its page. */
import type { VolumeCount } from "../store/volume.ts";

export interface VolumePoint {
  /** A day, or the Monday of a week, in UTC. */
  part: string;
  incidents: number;
  byDisposition: Record<string, number>;
}

const DAY_MS = 86_400_000;
/** A longer period is told by week: more bars than this are too thin to look at. */
const MOST_DAYS = 62;

interface Period {
  from: Date;
  to: Date;
}

/** By what a period is told. */
export function unitOf({ from, to }: Period): "day" | "week" {
  return to.getTime() - from.getTime() > MOST_DAYS * DAY_MS ? "week" : "day";
}

/** One point for every day or week that the period touches, also for those in which nothing came: a gap is a figure too. */
export function volumeOf(counts: readonly VolumeCount[], period: Period): VolumePoint[] {
  const points = new Map(
    partsOf(period).map((part) => [part, { part, incidents: 0, byDisposition: {} } as VolumePoint]),
  );
  for (const { part, disposition, count } of counts) {
    const point = points.get(part);
    if (point === undefined) continue;
    point.incidents += count;
    point.byDisposition[disposition] = (point.byDisposition[disposition] ?? 0) + count;
  }
  return [...points.values()];
}

function partsOf({ from, to }: Period): string[] {
  const week = unitOf({ from, to }) === "week";
  const first = Date.UTC(from.getUTCFullYear(), from.getUTCMonth(), from.getUTCDate());
  // Monday is the first day of a week (ISO 8601); getUTCDay counts from Sunday.
  const start = week ? first - ((from.getUTCDay() + 6) % 7) * DAY_MS : first;
  const parts: string[] = [];
  for (let at = start; at < to.getTime(); at += week ? 7 * DAY_MS : DAY_MS)
    parts.push(new Date(at).toISOString().slice(0, 10));
  return parts;
}
