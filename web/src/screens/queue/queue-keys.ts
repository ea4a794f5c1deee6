/** The keys of the queue. */
import type { IncidentSummary } from "../../../../src/api/contract/incident.ts";
import { useKeys } from "../../app/keys.ts";
import { queue } from "../../words/queue.ts";
import type { EditKind } from "../incident/edits/edit-dialogs.tsx";

export const SEARCH_ID = "queue-search";

interface QueueKeys {
  rows: readonly IncidentSummary[];
  cursor: number;
  setCursor(place: number): void;
  choose(row: IncidentSummary): void;
  openIncident(row: IncidentSummary): void;
  edit(kind: EditKind): void;
  togglePreview(): void;
  toggleFacets(): void;
  /** One step back: the preview closed, then nothing chosen. */
  leave(): void;
}

export function useQueueKeys(keys: QueueKeys): void {
  const { actions } = queue;
  const row = keys.rows[keys.cursor];
  const move = (by: number) => keys.setCursor(Math.max(0, Math.min(keys.rows.length - 1, keys.cursor + by)));
  const next = { words: actions.next, run: () => move(1) };
  const previous = { words: actions.previous, run: () => move(-1) };
  useKeys(queue.title, [
    { keys: "j", ...next },
    { keys: "k", ...previous },
    { keys: "arrowdown", ...next },
    { keys: "arrowup", ...previous },
    { keys: "x", words: actions.choose, run: () => row && keys.choose(row) },
    { keys: "enter", words: actions.open, run: () => row && keys.openIncident(row) },
    { keys: " ", words: actions.preview, run: keys.togglePreview },
    { keys: "a", words: actions.assign, run: () => keys.edit("assign") },
    { keys: "d", words: actions.dispose, run: () => keys.edit("dispose") },
    { keys: "e", words: actions.escalate, run: () => keys.edit("escalate") },
    { keys: "/", words: actions.search, run: () => document.getElementById(SEARCH_ID)?.focus() },
    { keys: "f", words: actions.facets, run: keys.toggleFacets },
    { keys: "escape", words: actions.closeAll, run: keys.leave },
  ]);
}
