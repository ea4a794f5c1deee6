/** Which step of the graph a line of the text belongs to. */
import type { PlaybookGraph } from "../../../../src/api/contract/playbook-editor.ts";

/** The step that begins last at or before the line; empty before the first. */
export function stepAtLine({ nodes }: PlaybookGraph, line: number): string {
  let found = { id: "", line: 0 };
  for (const { id, place } of nodes)
    if (place !== null && place.line <= line && place.line > found.line) found = { id, line: place.line };
  return found.id;
}
