/** Who else must look: a queue with more authority. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { Counts } from "../../../../../src/api/contract/query.ts";
import { call, read } from "../../../api/client.ts";
import { Combobox } from "../../../ui/combobox.tsx";
import { addToast } from "../../../ui/toast.tsx";
import { edits } from "../../../words/incident-edits.ts";
import { EditDialog } from "./edit-dialog.tsx";
import { type Edited, sayable } from "./incident-edits.ts";

export function EscalateDialog({ incidents, onClose }: { incidents: readonly Edited[]; onClose(): void }) {
  const [to, setTo] = useState("");
  const client = useQueryClient();
  const refresh = () =>
    Promise.all([["incident"], ["counts"]].map((queryKey) => client.invalidateQueries({ queryKey })));
  const escalate = useMutation({
    mutationFn: async (reason: string) => {
      for (const { id } of incidents) await call("POST", `/v1/incidents/${id}/escalate`, { to, reason });
    },
    onSuccess: () => {
      addToast({
        title: edits.escalate.done(incidents.length, to),
        undo: () => void takeBackEscalations(incidents).then(refresh),
      });
      onClose();
      return refresh();
    },
    onError: (error) => addToast({ ...sayable(error), tone: "bad" }),
  });
  return (
    <EditDialog
      title={edits.escalate.title(incidents.map(({ number }) => number))}
      about={incidents}
      verb={edits.escalate.verb}
      busy={escalate.isPending}
      incomplete={to === ""}
      onClose={onClose}
      onSubmit={(reason) => escalate.mutate(reason)}
    >
      <Combobox label={edits.escalate.to} value={to} options={useQueues()} onChange={setTo} free />
    </EditDialog>
  );
}

async function takeBackEscalations(incidents: readonly Edited[]): Promise<void> {
  try {
    for (const { id } of incidents) await call("POST", `/v1/incidents/${id}/escalate/undo`);
    addToast({ title: edits.escalate.undone(incidents.length) });
  } catch (error) {
    addToast({ ...sayable(error), tone: "bad" });
  }
}

/** Those that hold something, and those somebody is on call for. */
function useQueues() {
  const { data } = useQuery({
    queryKey: ["counts", "queues"],
    queryFn: async ({ signal }) => {
      const [counts, onCall] = await Promise.all([
        read<Counts>("/v1/incidents/counts", { by: "queue" }, signal),
        read<{ items: { queue: string }[] }>("/v1/on-call", {}, signal),
      ]);
      return [...counts.items.map(({ values }) => values.queue ?? ""), ...onCall.items.map(({ queue }) => queue)];
    },
  });
  const names = [...new Set(data)].filter((name) => name !== "").sort();
  return names.map((name) => ({ value: name, label: name }));
}
