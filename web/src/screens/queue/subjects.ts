/** What an edit is about: the incidents that are chosen, or where none is the one with the cursor. */
import type { Marks } from "../../ui/marks.ts";

export function subjectsOf<T extends { id: string }>(rows: readonly T[], marks: Marks): T[] {
  const chosen = rows.filter(({ id }) => marks.isChosen(id));
  return chosen.length > 0 ? chosen : rows.filter(({ id }) => id === marks.current());
}

/** The same incidents as the rows have them now; one that has no row any more as it was. */
export function asNow<T extends { id: string }>(incidents: readonly T[], rows: readonly T[]): T[] {
  return incidents.map((was) => rows.find(({ id }) => id === was.id) ?? was);
}
