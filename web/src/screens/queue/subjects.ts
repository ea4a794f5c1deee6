/** What an edit is about: the incidents that are chosen, or where none is the one with the cursor. */
import type { Marks } from "../../ui/marks.ts";

export function subjectsOf<T extends { id: string }>(rows: readonly T[], marks: Marks): T[] {
  const chosen = rows.filter(({ id }) => marks.isChosen(id));
  return chosen.length > 0 ? chosen : rows.filter(({ id }) => id === marks.current());
}
