/** Holds an incident, an entity, a time or the whole workspace. */
import { useState } from "react";
import type { EntityType } from "../../../../src/model/entity.ts";
import { useChange } from "../../api/change.ts";
import { call } from "../../api/client.ts";
import { can, useMe } from "../../api/session.ts";
import { Button } from "../../ui/button.tsx";
import { TextField } from "../../ui/field.tsx";
import { FormDialog } from "../../ui/form-dialog.tsx";
import { optionsOf, SelectField } from "../../ui/select.tsx";
import { entityTypes } from "../../words/scales.ts";
import { settings, retention as words } from "../../words/settings.ts";
import { momentOf } from "./moment-of.ts";

type Kind = keyof typeof words.kinds;
const EMPTY = { kind: "incident" as Kind, incident: "", type: "user" as EntityType, key: "", from: "", to: "" };

export function HoldButton() {
  const { data: me } = useMe();
  const [open, setOpen] = useState(false);
  if (!can(me, "postHolds")) return null;
  return (
    <>
      <Button onClick={() => setOpen(true)}>{words.hold}</Button>
      {open && <HoldDialog onClose={() => setOpen(false)} />}
    </>
  );
}

/** As the API takes it; what is missing, the server says. */
function targetOf({ kind, incident, type, key, from, to }: typeof EMPTY): object {
  if (kind === "incident") return { kind, incident: incident.trim() };
  if (kind === "entity") return { kind, entityType: type, entityKey: key.trim() };
  return kind === "range" ? { kind, from: momentOf(from), to: momentOf(to) } : { kind };
}

function HoldDialog({ onClose }: { onClose(): void }) {
  const [target, setTarget] = useState(EMPTY);
  const [reason, setReason] = useState("");
  const [expires, setExpires] = useState("");
  const set = (key: keyof typeof EMPTY) => (to: string) => setTarget({ ...target, [key]: to });
  const hold = useChange({
    send: () =>
      call("POST", "/v1/holds", { target: targetOf(target), reason: reason.trim(), expiresAt: momentOf(expires) }),
    touches: ["holds", "retention-plan"],
    said: () => words.held,
    after: onClose,
  });
  return (
    <FormDialog
      title={words.holdTitle}
      description={words.holdHint}
      verb={words.holdVerb}
      busy={hold.isPending}
      disabled={reason.trim() === ""}
      error={hold.error}
      onSubmit={() => hold.mutate()}
      onClose={onClose}
    >
      <SelectField label={words.kind} value={target.kind} options={optionsOf(words.kinds)} onChange={set("kind")} />
      {target.kind === "incident" && (
        <TextField label={words.incident} value={target.incident} onChange={set("incident")} />
      )}
      {target.kind === "entity" && (
        <>
          <SelectField
            label={words.entityType}
            value={target.type}
            options={optionsOf(entityTypes)}
            onChange={set("type")}
          />
          <TextField label={words.entityKey} value={target.key} onChange={set("key")} />
        </>
      )}
      {target.kind === "range" && (
        <>
          <TextField label={words.from} type="datetime-local" value={target.from} onChange={set("from")} />
          <TextField label={words.to} type="datetime-local" value={target.to} onChange={set("to")} />
        </>
      )}
      <TextField label={settings.reason} hint={settings.reasonHint} value={reason} onChange={setReason} lines={2} />
      <TextField label={words.expires} type="datetime-local" value={expires} onChange={setExpires} optional />
    </FormDialog>
  );
}
