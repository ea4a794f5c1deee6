/** Takes back the newest merge or split of an incident. */
import type { QueryClient } from "@tanstack/react-query";
import { call } from "../../api/client.ts";
import { addToast } from "../../ui/toast.tsx";
import { sayable } from "./edits/incident-edits.ts";
import type { Detail } from "./incident-detail.ts";

/** What a toast offers after a move; undefined where there is nothing to undo. */
export function undoOf(incident: Pick<Detail, "id" | "moves">, client: QueryClient): (() => void) | undefined {
  const move = incident.moves.find(({ undoneAt }) => undoneAt === null);
  if (move === undefined) return undefined;
  return () =>
    void call("POST", `/v1/incidents/${incident.id}/moves/${move.id}/undo`).then(
      () => client.invalidateQueries({ queryKey: ["incident"] }),
      (error) => addToast({ ...sayable(error), tone: "bad" }),
    );
}
