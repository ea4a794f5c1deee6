/** Adds somebody, and shows the link by which they come in. */
import { UserPlus } from "lucide-react";
import { useState } from "react";
import type { AddedPerson, Invitation } from "../../../../src/api/contract/person.ts";
import type { Role } from "../../../../src/model/token.ts";
import { useChange } from "../../api/change.ts";
import { call } from "../../api/client.ts";
import { can, useMe } from "../../api/session.ts";
import { Button } from "../../ui/button.tsx";
import { TextField } from "../../ui/field.tsx";
import { FormDialog } from "../../ui/form-dialog.tsx";
import { addToast } from "../../ui/toast-list.ts";
import { people as words } from "../../words/settings.ts";
import { InvitationLink } from "./invitation-link.tsx";
import { RoleChecks } from "./role-checks.tsx";

export function InviteButton() {
  const { data: me } = useMe();
  const [open, setOpen] = useState(false);
  const [invitation, setInvitation] = useState<Invitation | null>(null);
  if (!can(me, "postPeople")) return null;
  const done = ({ person, invitation }: AddedPerson) => {
    setOpen(false);
    setInvitation(invitation);
    if (invitation === null) addToast({ title: words.added(person.name) });
  };
  return (
    <>
      <Button look="primary" icon={<UserPlus className="size-3.5" aria-hidden />} onClick={() => setOpen(true)}>
        {words.invite}
      </Button>
      {open && <InviteDialog onClose={() => setOpen(false)} onDone={done} />}
      {invitation !== null && <InvitationLink invitation={invitation} onClose={() => setInvitation(null)} />}
    </>
  );
}

function InviteDialog({ onClose, onDone }: { onClose(): void; onDone(added: AddedPerson): void }) {
  const [name, setName] = useState("");
  const [roles, setRoles] = useState<Role[]>(["analyst"]);
  const add = useChange({
    send: () => call<AddedPerson>("POST", "/v1/people", { name: name.trim(), roles }),
    touches: ["people"],
    after: onDone,
  });
  return (
    <FormDialog
      title={words.inviteTitle}
      description={words.inviteHint}
      verb={words.inviteVerb}
      busy={add.isPending}
      disabled={name.trim() === "" || roles.length === 0}
      error={add.error}
      onSubmit={() => add.mutate()}
      onClose={onClose}
    >
      <TextField
        label={words.name}
        hint={words.nameHint}
        value={name}
        onChange={(to) => setName(to.toLowerCase())}
        maxLength={100}
        autoComplete="off"
        autoFocus
      />
      <RoleChecks roles={roles} onChange={setRoles} />
    </FormDialog>
  );
}
