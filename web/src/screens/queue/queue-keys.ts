/** The keys of the queue. */
import { useKeys } from "../../app/keys.ts";
import type { Marks } from "../../ui/marks.ts";
import { queue } from "../../words/queue.ts";
import type { EditKind } from "../incident/edits/edit-dialogs.tsx";

export const SEARCH_ID = "queue-search";

interface QueueKeys {
  marks: Marks;
  /** Whether anything can be done with incidents; else they are read. */
  mayEdit: boolean;
  /** Opens the one with the cursor. */
  open(): void;
  /** False where nothing is chosen, nor under the cursor. */
  edit(kind: EditKind): boolean;
  togglePreview(): void;
  toggleFacets(): void;
  /** One step back: the preview closed, then nothing chosen. */
  leave(): void;
}

export function useQueueKeys({ marks, ...keys }: QueueKeys): void {
  const { actions } = queue;
  const choose = () => {
    const current = marks.current();
    if (current !== undefined) marks.choose(current);
  };
  const next = { words: actions.next, run: () => marks.moveTo(marks.cursor() + 1) };
  const previous = { words: actions.previous, run: () => marks.moveTo(marks.cursor() - 1) };
  useKeys(queue.title, [
    { keys: "j", ...next },
    { keys: "k", ...previous },
    { keys: "arrowdown", ...next },
    { keys: "arrowup", ...previous },
    ...(keys.mayEdit ? [{ keys: "x", words: actions.choose, run: choose }] : []),
    { keys: "enter", words: actions.open, run: keys.open },
    { keys: " ", words: actions.preview, run: keys.togglePreview },
    ...(keys.mayEdit
      ? [
          { keys: "a", words: actions.assign, run: () => keys.edit("assign"), asks: true },
          { keys: "d", words: actions.dispose, run: () => keys.edit("dispose"), asks: true },
          { keys: "e", words: actions.escalate, run: () => keys.edit("escalate"), asks: true },
        ]
      : []),
    { keys: "/", words: actions.search, run: () => document.getElementById(SEARCH_ID)?.focus() },
    { keys: "f", words: actions.facets, run: keys.toggleFacets },
    { keys: "escape", words: actions.closeAll, run: keys.leave },
  ]);
}
