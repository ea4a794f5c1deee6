/** What can be done about a person: other roles, a new password, shut out. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Invitation } from "../../../../src/api/contract/person.ts";
import type { Person } from "../../../../src/model/person.ts";
import type { Role, Token } from "../../../../src/model/token.ts";
import { useChange } from "../../api/change.ts";
import { call, read } from "../../api/client.ts";
import { problemOf } from "../../api/problem.ts";
import { can, useMe } from "../../api/session.ts";
import { Button } from "../../ui/button.tsx";
import { ConfirmReversal } from "../../ui/confirm-reversal.tsx";
import { CheckField } from "../../ui/field.tsx";
import { FormDialog } from "../../ui/form-dialog.tsx";
import { people as words } from "../../words/settings.ts";
import { InvitationLink } from "./invitation-link.tsx";
import { RoleChecks } from "./role-checks.tsx";
import { tokensBeyond } from "./tokens-beyond.ts";

type Act = "roles" | "reset" | "disable";
interface DialogProps {
  person: Person;
  onClose(): void;
}

const TOUCHES = ["people", "person-sessions", "tokens"];
const pathOf = ({ name }: Person, act: string) => `/v1/people/${encodeURIComponent(name)}/${act}` as const;

export function PersonActions({ person }: { person: Person }) {
  const { data: me } = useMe();
  const [act, setAct] = useState<Act | null>(null);
  if (!can(me, "putPeopleNameRoles")) return null;
  const close = () => setAct(null);
  const out = person.status === "disabled";
  return (
    <>
      <Button onClick={() => setAct("roles")}>{out ? words.changeBack : words.changeRoles}</Button>
      <Button onClick={() => setAct("reset")}>{words.reset}</Button>
      {!out && (
        <Button look="danger" onClick={() => setAct("disable")}>
          {words.disable}
        </Button>
      )}
      {act === "roles" && <RolesDialog person={person} onClose={close} />}
      {act === "reset" && <ResetDialog person={person} onClose={close} />}
      {act === "disable" && <DisableDialog person={person} onClose={close} />}
    </>
  );
}

function RolesDialog({ person, onClose }: DialogProps) {
  const { name } = person;
  const [roles, setRoles] = useState<Role[]>(person.roles);
  const change = useChange({
    send: () => call("PUT", pathOf(person, "roles"), { roles }),
    touches: TOUCHES,
    said: () => words.changed(name),
    after: onClose,
  });
  return (
    <FormDialog
      title={words.changeTitle(name)}
      description={words.changeHint}
      verb={words.changeVerb}
      busy={change.isPending}
      disabled={roles.length === 0}
      error={change.error}
      onSubmit={() => change.mutate()}
      onClose={onClose}
    >
      <RoleChecks roles={roles} onChange={setRoles} />
      <TokensKept name={name} roles={roles} />
    </FormDialog>
  );
}

/** A token outlives the roles of its person: whoever takes roles away is told of those that go on. */
function TokensKept({ name, roles }: { name: string; roles: readonly Role[] }) {
  const { data = [] } = useQuery({
    queryKey: ["tokens"],
    queryFn: ({ signal }) => read<{ items: Token[] }>("/v1/tokens", {}, signal),
    select: ({ items }) => items,
  });
  const kept = tokensBeyond(data, name, roles);
  if (kept.length === 0) return null;
  return <p className="py-1 text-sm text-warn">{words.tokensKept(kept.join(", "))}</p>;
}

function ResetDialog({ person, onClose }: DialogProps) {
  const [secondFactors, setSecondFactors] = useState(false);
  const reset = useChange({
    send: () => call<Invitation>("POST", pathOf(person, "reset"), { secondFactors }),
    touches: TOUCHES,
  });
  if (reset.data !== undefined) return <InvitationLink invitation={reset.data} onClose={onClose} />;
  return (
    <ConfirmReversal
      open
      onClose={onClose}
      title={words.resetTitle(person.name)}
      reversal={words.resetBack}
      verb={words.reset}
      busy={reset.isPending}
      error={reset.error === null ? "" : problemOf(reset.error).message}
      fields={
        <CheckField
          label={words.resetFactors}
          hint={words.resetFactorsHint}
          value={secondFactors}
          onChange={setSecondFactors}
        />
      }
      onConfirm={() => reset.mutate()}
    >
      {words.resetHint}
    </ConfirmReversal>
  );
}

function DisableDialog({ person, onClose }: DialogProps) {
  const disable = useChange({
    send: () => call("POST", pathOf(person, "disable")),
    touches: TOUCHES,
    said: () => words.disabled(person.name),
    after: onClose,
  });
  return (
    <ConfirmReversal
      open
      onClose={onClose}
      title={words.disableTitle(person.name)}
      reversal={words.disableBack}
      verb={words.disable}
      busy={disable.isPending}
      error={disable.error === null ? "" : problemOf(disable.error).message}
      onConfirm={() => disable.mutate()}
    >
      {words.disableHint}
    </ConfirmReversal>
  );
}
