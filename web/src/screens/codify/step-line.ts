/** Where a step of a draft is written: the line of its id, counted from 1; null where there is no such step. */
export function lineOfStep(source: string, step: string): number | null {
  const place = source.split("\n").findIndex((line) => line.replace(/^\s*-?\s*/, "").trimEnd() === `id: ${step}`);
  return place === -1 ? null : place + 1;
}

/** The step that a line, counted from 1, belongs to: the nearest id at it or above it; empty before the first. */
export function stepOfLine(source: string, line: number): string {
  const above = source.split("\n").slice(0, line);
  const id = above.findLast((one) => /^\s*- id: \S+\s*$/.test(one));
  return id?.replace(/^\s*- id: /, "").trim() ?? "";
}
