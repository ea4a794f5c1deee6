/** What can be done with the incident. */
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Ellipsis } from "lucide-react";
import { may, useMe } from "../../api/session.ts";
import { Button, IconButton } from "../../ui/button.tsx";
import { Menu, MenuItem, MenuLine } from "../../ui/menu.tsx";
import { incident as words } from "../../words/incident.ts";
import { needToKnow } from "../../words/need-to-know.ts";
import { useIncidentEdits } from "./edits/incident-edits.ts";
import type { Detail } from "./incident-detail.ts";
import { moveToUndo, undoOf } from "./undo-move.ts";

export type IncidentDialog =
  | "assign"
  | "dispose"
  | "escalate"
  | "close"
  | "merge"
  | "split"
  | "note"
  | "restrict"
  | "open";

export function IncidentActions({ incident, onOpen }: { incident: Detail; onOpen(dialog: IncidentDialog): void }) {
  const { data: me } = useMe();
  const edit = useIncidentEdits();
  const { actions } = words;
  const over = incident.status === "resolved" || incident.status === "closed";
  const reopen = () =>
    edit.mutate({
      ...{ incidents: [incident], edit: { status: "in-progress" }, reason: words.reopen.reason },
      done: words.reopen.done(incident.number),
    });
  if (!may(me, "analyst")) return <Button onClick={() => onOpen("note")}>{actions.note}</Button>;
  return (
    <>
      <Button keys="a" onClick={() => onOpen("assign")} className="max-md:hidden">
        {actions.assign}
      </Button>
      <Button keys="d" onClick={() => onOpen("dispose")} className="max-md:hidden">
        {actions.dispose}
      </Button>
      <Button keys="e" onClick={() => onOpen("escalate")} className="max-md:hidden">
        {actions.escalate}
      </Button>
      {over ? (
        <Button onClick={reopen} busy={edit.isPending}>
          {actions.reopen}
        </Button>
      ) : (
        <Button look="primary" onClick={() => onOpen("close")}>
          {actions.close}
        </Button>
      )}
      <Menu
        label={actions.more}
        trigger={<IconButton label={actions.more} icon={<Ellipsis className="size-4" aria-hidden />} />}
      >
        <MenuItem keys="n" onSelect={() => onOpen("note")}>
          {actions.note}
        </MenuItem>
        <MenuLine />
        <MenuItem onSelect={() => onOpen("merge")}>{actions.merge}</MenuItem>
        <MenuItem disabled={incident.alerts.length < 2} onSelect={() => onOpen("split")}>
          {actions.split}
        </MenuItem>
        <UndoMove incident={incident} />
        <MenuLine />
        <MenuItem onSelect={() => onOpen("restrict")}>{needToKnow.restrict}</MenuItem>
        {incident.restriction !== null && <MenuItem onSelect={() => onOpen("open")}>{needToKnow.open}</MenuItem>}
      </Menu>
    </>
  );
}

/** As long as it stands, also when the message that offered it is gone. */
function UndoMove({ incident }: { incident: Detail }) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const move = moveToUndo(incident);
  const undo = undoOf(incident, client, ({ number }) => void navigate({ to: `/incidents/${number}` as "/" }));
  if (move === undefined || undo === undefined) return null;
  return <MenuItem onSelect={undo}>{words.moved.undo[move.kind](move.from, move.to)}</MenuItem>;
}
