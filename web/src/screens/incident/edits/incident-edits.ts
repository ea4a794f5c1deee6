/** Edits of one or several incidents, with the way back. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { IncidentSummary } from "../../../../../src/api/contract/incident.ts";
import type { BulkEdited } from "../../../../../src/api/contract/incident-together.ts";
import type { Disposition, Status } from "../../../../../src/model/scale.ts";
import { call } from "../../../api/client.ts";
import { problemOf } from "../../../api/problem.ts";
import { addToast } from "../../../ui/toast.tsx";
import { edits } from "../../../words/incident-edits.ts";

/** What an edit needs to know of an incident. */
export type Edited = Pick<IncidentSummary, "id" | "number" | "title" | "status" | "disposition" | "owner">;

export interface Edit {
  status?: Status;
  disposition?: Disposition;
  owner?: string | null;
}

/** Edits together that put each incident back to what it was, in the fields that were changed. */
export function reversalsOf(incidents: readonly Edited[], edit: Edit): { edit: Edit; ids: string[] }[] {
  const groups = new Map<string, { edit: Edit; ids: string[] }>();
  for (const incident of incidents) {
    const before = Object.fromEntries(Object.keys(edit).map((field) => [field, incident[field as keyof Edit]])) as Edit;
    const key = JSON.stringify(before);
    const group = groups.get(key) ?? { edit: before, ids: [] };
    group.ids.push(incident.id);
    groups.set(key, group);
  }
  return [...groups.values()];
}

interface Work {
  incidents: readonly Edited[];
  edit: Edit;
  reason: string;
  /** What is said when it is done. */
  done: string;
}

/** Edits, says what was done, and offers the way back. */
export function useIncidentEdits(onDone?: () => void) {
  const client = useQueryClient();
  const refresh = () =>
    Promise.all([["incident"], ["counts"]].map((queryKey) => client.invalidateQueries({ queryKey })));
  return useMutation({
    mutationFn: ({ incidents, edit, reason }: Work) =>
      send(
        incidents.map(({ id }) => id),
        edit,
        reason,
      ),
    onSuccess: ({ items }, { incidents, edit, done }) => {
      const refused = items.filter(({ edited }) => !edited);
      const changed = incidents.filter(({ id }) => items.some((item) => item.incident === id && item.edited));
      // Ending an incident ends its runs, which no edit brings back.
      const ends = edit.status === "resolved" || edit.status === "closed";
      const undo = ends || changed.length === 0 ? undefined : () => void takeBack(changed, edit).then(refresh);
      if (refused.length > 0)
        addToast({ title: edits.partly(refused.length), text: refused[0]?.message, tone: "bad", undo });
      else addToast({ title: done, undo });
      onDone?.();
      return refresh();
    },
    onError: (error) => addToast({ ...sayable(error), tone: "bad" }),
  });
}

/** An error as a toast says it. */
export function sayable(error: unknown): { title: string; text: string } {
  const { title, message } = problemOf(error);
  return { title, text: message };
}

async function takeBack(changed: readonly Edited[], edit: Edit): Promise<void> {
  try {
    const items: BulkEdited["items"] = [];
    for (const back of reversalsOf(changed, edit)) items.push(...(await send(back.ids, back.edit, edits.undone)).items);
    const refused = items.filter(({ edited }) => !edited);
    if (refused.length > 0) addToast({ title: edits.partly(refused.length), text: refused[0]?.message, tone: "bad" });
    else addToast({ title: edits.takenBack(items.length) });
  } catch (error) {
    addToast({ ...sayable(error), tone: "bad" });
  }
}

/** The API takes 200 at once. */
async function send(ids: readonly string[], edit: Edit, reason: string): Promise<BulkEdited> {
  const items: BulkEdited["items"] = [];
  for (let from = 0; from < ids.length; from += 200) {
    const incidents = ids.slice(from, from + 200);
    items.push(...(await call<BulkEdited>("POST", "/v1/incidents/edit", { incidents, ...edit, reason })).items);
  }
  return { items };
}
