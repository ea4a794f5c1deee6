/** Lets somebody into a workspace, or gives them other roles there. */
import { useState } from "react";
import type { Workspace } from "../../../../src/api/contract/workspace.ts";
import type { Person } from "../../../../src/model/person.ts";
import type { Role } from "../../../../src/model/token.ts";
import { useChange } from "../../api/change.ts";
import { call } from "../../api/client.ts";
import { TextField } from "../../ui/field.tsx";
import { FormDialog } from "../../ui/form-dialog.tsx";
import { workspaces as words } from "../../words/workspaces.ts";
import { RoleChecks } from "./role-checks.tsx";

interface MemberDialogProps {
  workspace: Workspace;
  /** Null for somebody new there. */
  person: Person | null;
  onClose(): void;
}

export function MemberDialog({ workspace, person, onClose }: MemberDialogProps) {
  const [name, setName] = useState(person?.name ?? "");
  const [roles, setRoles] = useState<Role[]>(person?.roles ?? ["analyst"]);
  const called = name.trim();
  const give = useChange({
    send: () => call("PUT", `/v1/workspaces/${workspace.id}/people/${encodeURIComponent(called)}`, { roles }),
    touches: ["workspaces", "people", "me"],
    said: () => words.changed(called, workspace.name),
    after: onClose,
  });
  return (
    <FormDialog
      title={person === null ? words.addTitle(workspace.name) : words.changeTitle(called, workspace.name)}
      description={person === null ? words.addHint : words.changeHint}
      verb={person === null ? words.addVerb : words.changeVerb}
      busy={give.isPending}
      disabled={called === "" || roles.length === 0}
      error={give.error}
      onSubmit={() => give.mutate()}
      onClose={onClose}
    >
      {person === null && (
        <TextField
          label={words.person}
          value={name}
          onChange={(to) => setName(to.toLowerCase())}
          maxLength={100}
          autoComplete="off"
          autoFocus
        />
      )}
      <RoleChecks roles={roles} onChange={setRoles} />
    </FormDialog>
  );
}
