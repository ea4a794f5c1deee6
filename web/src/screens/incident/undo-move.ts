/** Takes back the newest merge or split of an incident. */
import type { QueryClient } from "@tanstack/react-query";
import { call } from "../../api/client.ts";
import { addToast } from "../../ui/toast.tsx";
import { incident as words } from "../../words/incident.ts";
import { sayable } from "./edits/incident-edits.ts";
import type { Detail } from "./incident-detail.ts";

type Moved = Pick<Detail, "id" | "moves">;

/** The move that can be taken back; undefined where there is none. */
export function moveToUndo({ moves }: Pick<Moved, "moves">): Detail["moves"][number] | undefined {
  return moves.find(({ undoneAt }) => undoneAt === null);
}

/** For a toast or a menu; undefined where there is nothing to take back. It shows the incident that has its alerts again. */
export function undoOf(
  incident: Moved,
  client: QueryClient,
  show: (incident: Pick<Detail, "number">) => void,
): (() => void) | undefined {
  const move = moveToUndo(incident);
  if (move === undefined) return undefined;
  return () =>
    void call<Detail>("POST", `/v1/incidents/${incident.id}/moves/${move.id}/undo`).then(
      (back) => {
        addToast({ title: words.moved.undone(back.number, move.alerts) });
        show(back);
        return client.invalidateQueries({ queryKey: ["incident"] });
      },
      (error) => addToast({ ...sayable(error), tone: "bad" }),
    );
}
