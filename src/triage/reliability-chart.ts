/** The reliability diagram of a model as an SVG: what was said against what was. No script, no font, nothing fetched; all text is ours or a number. */
import type { ReliabilityBin } from "./figures.ts";
import type { Figures } from "./model.ts";

const SIZE = 320;
const EDGE = 40;

/** Before calibration hollow, after it filled; on the diagonal what was said is what was. The larger a dot, the more incidents. */
export function reliabilityChart({ reliability, tried }: Pick<Figures, "reliability" | "tried">): string {
  const whole = SIZE + 2 * EDGE;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${whole} ${whole}" width="${whole}" height="${whole}" role="img" aria-label="Reliability diagram over ${tried} incidents" font-family="sans-serif" font-size="11">`,
    `<rect width="${whole}" height="${whole}" fill="#fff"/>`,
    `<rect x="${EDGE}" y="${EDGE}" width="${SIZE}" height="${SIZE}" fill="none" stroke="#999"/>`,
    `<line x1="${x(0)}" y1="${y(0)}" x2="${x(1)}" y2="${y(1)}" stroke="#999" stroke-dasharray="4 4"/>`,
    ...[0, 0.25, 0.5, 0.75, 1].flatMap((at) => [
      `<text x="${x(at)}" y="${whole - EDGE + 16}" text-anchor="middle">${at}</text>`,
      `<text x="${EDGE - 6}" y="${y(at) + 4}" text-anchor="end">${at}</text>`,
    ]),
    `<text x="${whole / 2}" y="${whole - 6}" text-anchor="middle">probability that was said</text>`,
    `<text x="${EDGE}" y="${EDGE - 22}">share that was harmful</text>`,
    `<text x="${EDGE}" y="${EDGE - 8}" fill="#555">hollow: before calibration, filled: after; ${tried} incidents</text>`,
    ...dots(reliability.before, tried, 'fill="none" stroke="#c60"'),
    ...dots(reliability.after, tried, 'fill="#069" fill-opacity="0.75"'),
    "</svg>",
  ].join("\n");
}

function dots(bins: readonly ReliabilityBin[], tried: number, look: string): string[] {
  return bins.flatMap(({ said, was, count }) => {
    if (said === null || was === null) return [];
    const radius = (3 + 12 * Math.sqrt(count / Math.max(1, tried))).toFixed(1);
    return [
      `<circle cx="${x(said).toFixed(1)}" cy="${y(was).toFixed(1)}" r="${radius}" ${look}><title>said ${said.toFixed(3)}, was ${was.toFixed(3)}, ${count} incidents</title></circle>`,
    ];
  });
}

function x(value: number): number {
  return EDGE + value * SIZE;
}

function y(value: number): number {
  return EDGE + (1 - value) * SIZE;
}
