/** Who has it: oneself, somebody else, nobody. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Counts } from "../../../../../src/api/contract/query.ts";
import { read } from "../../../api/client.ts";
import { useMe } from "../../../api/session.ts";
import { Combobox } from "../../../ui/combobox.tsx";
import { edits } from "../../../words/incident-edits.ts";
import { EditDialog } from "./edit-dialog.tsx";
import { type Edited, useIncidentEdits } from "./incident-edits.ts";

const NOBODY = " ";

export function AssignDialog({ incidents, onClose }: { incidents: readonly Edited[]; onClose(): void }) {
  const { data: me } = useMe();
  const [chosen, setChosen] = useState("");
  const owner = chosen === "" ? (me?.person ?? "") : chosen;
  const edit = useIncidentEdits(onClose);
  const others = useOwners().filter((name) => name !== me?.person);
  const options = [
    ...(me === undefined ? [] : [{ value: me.person, label: `${me.person} · ${edits.assign.me}` }]),
    ...others.map((name) => ({ value: name, label: name })),
    { value: NOBODY, label: edits.assign.nobody },
  ];
  const to = owner === NOBODY ? null : owner;
  return (
    <EditDialog
      title={edits.assign.title(incidents.map(({ number }) => number))}
      about={incidents}
      verb={edits.assign.verb}
      busy={edit.isPending}
      incomplete={owner === ""}
      usualReason={edits.assign.reason}
      onClose={onClose}
      onSubmit={(reason) =>
        edit.mutate({ incidents, edit: { owner: to }, reason, done: edits.assign.done(incidents.length, to) })
      }
    >
      <Combobox label={edits.assign.owner} value={owner} options={options} onChange={setChosen} free />
    </EditDialog>
  );
}

/** Whoever has an incident now. */
function useOwners(): string[] {
  const { data } = useQuery({
    queryKey: ["counts", "owner"],
    queryFn: ({ signal }) => read<Counts>("/v1/incidents/counts", { by: "owner" }, signal),
  });
  return data?.items.map(({ values }) => values.owner ?? "").filter((name) => name !== "") ?? [];
}
