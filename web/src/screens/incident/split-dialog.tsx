/** Two things in one: some of the alerts become an incident of their own. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { call } from "../../api/client.ts";
import { defanged } from "../../ui/defang.ts";
import { CheckField } from "../../ui/field.tsx";
import { addToast } from "../../ui/toast.tsx";
import { incident as words } from "../../words/incident.ts";
import { EditDialog } from "./edits/edit-dialog.tsx";
import { sayable } from "./edits/incident-edits.ts";
import type { Detail } from "./incident-detail.ts";
import { undoOf } from "./undo-move.ts";

export function SplitDialog({ incident, onClose }: { incident: Detail; onClose(): void }) {
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const client = useQueryClient();
  const navigate = useNavigate();
  const show = ({ number }: Pick<Detail, "number">) => void navigate({ to: `/incidents/${number}` as "/" });
  const split = useMutation({
    mutationFn: (reason: string) =>
      call<Detail>("POST", `/v1/incidents/${incident.id}/split`, { alerts: chosen, reason }),
    onSuccess: (made) => {
      addToast({ title: words.split.done(made.number), undo: undoOf(made, client, show) });
      onClose();
      show(made);
      return client.invalidateQueries({ queryKey: ["incident"] });
    },
    onError: (error) => addToast({ ...sayable(error), tone: "bad" }),
  });
  return (
    <EditDialog
      title={words.split.title}
      verb={words.split.verb}
      busy={split.isPending}
      incomplete={chosen.length === 0 || chosen.length === incident.alerts.length}
      onClose={onClose}
      onSubmit={(reason) => split.mutate(reason)}
    >
      <p className="text-sm text-muted">{words.split.hint}</p>
      <div className="max-h-60 overflow-y-auto" tabIndex={0} role="group" aria-label={words.tabs.alerts}>
        {incident.alerts.map((alert) => (
          <CheckField
            key={alert.id}
            label={defanged(alert.title)}
            hint={defanged(`${alert.entityKey} · ${alert.source}`)}
            value={chosen.includes(alert.id)}
            onChange={(on) => setChosen(on ? [...chosen, alert.id] : chosen.filter((id) => id !== alert.id))}
          />
        ))}
      </div>
    </EditDialog>
  );
}
