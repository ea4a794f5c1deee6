/** Says who may know of an incident; everybody else loses sight of it. */
import { useState } from "react";
import type { Role } from "../../../../src/model/token.ts";
import { useChange } from "../../api/change.ts";
import { call } from "../../api/client.ts";
import { TextField } from "../../ui/field.tsx";
import { FormDialog } from "../../ui/form-dialog.tsx";
import { needToKnow as words } from "../../words/need-to-know.ts";
import { RoleChecks } from "../settings/role-checks.tsx";
import type { Detail } from "./incident-detail.ts";
import { namesIn, readersOfKind } from "./readers.ts";

export function RestrictDialog({ incident, onClose }: { incident: Detail; onClose(): void }) {
  const { number, restriction } = incident;
  const before = restriction?.readers ?? [];
  const [people, setPeople] = useState(readersOfKind(before, "person").join(", "));
  const [roles, setRoles] = useState(readersOfKind(before, "role") as Role[]);
  const [reason, setReason] = useState("");
  const restrict = useChange({
    send: () => call("POST", `/v1/incidents/${incident.id}/restrict`, { people: namesIn(people), roles, reason }),
    touches: ["incident", "counts"],
    said: () => words.restricted(number),
    after: onClose,
  });
  return (
    <FormDialog
      title={words.restrictTitle(number)}
      description={words.restrictHint}
      verb={words.verb}
      busy={restrict.isPending}
      disabled={reason.trim() === ""}
      error={restrict.error}
      onSubmit={() => restrict.mutate()}
      onClose={onClose}
    >
      <TextField label={words.people} hint={words.peopleHint} value={people} onChange={setPeople} optional autoFocus />
      <RoleChecks roles={roles} onChange={setRoles} />
      <TextField label={words.why} value={reason} onChange={setReason} lines={2} maxLength={4000} />
    </FormDialog>
  );
}
