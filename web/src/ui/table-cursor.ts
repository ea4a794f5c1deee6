/** Keeps the row with the cursor in sight, and says to screen readers which it is. */
import { type RefObject, useEffect } from "react";
import type { Marks } from "./marks.ts";

export const ROW_PX = 36;
export const HEAD_PX = 32;

export const rowId = (key: string) => `row-${key}`;

/** As the marks tell of a move: once a frame, however many keys came, for each look at the scroller lays the page out. */
export function useCursorInSight(scroller: RefObject<HTMLElement | null>, marks: Marks): void {
  useEffect(() => {
    let shown = -1;
    function show(): void {
      const grid = scroller.current;
      const key = marks.current();
      if (grid === null) return;
      if (key === undefined) grid.removeAttribute("aria-activedescendant");
      else grid.setAttribute("aria-activedescendant", rowId(key));
      // A row that was chosen, or rows that came, scroll nobody back to the cursor.
      if (shown === marks.cursor()) return;
      shown = marks.cursor();
      grid.scrollTop = scrolledTo(shown, { top: grid.scrollTop, height: grid.clientHeight });
    }
    show();
    return marks.watch(show);
  }, [scroller, marks]);
}

/** As little as it takes to see a row wholly, below the head. */
export function scrolledTo(place: number, { top, height }: { top: number; height: number }): number {
  const start = place * ROW_PX;
  const end = start + ROW_PX + HEAD_PX;
  if (start < top) return start;
  return Math.max(top, end - height);
}
