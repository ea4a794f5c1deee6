/** A new token, shown this once. */
import { useQuery } from "@tanstack/react-query";
import { KeyRound } from "lucide-react";
import { useState } from "react";
import type { Role } from "../../../../src/model/token.ts";
import { useChange } from "../../api/change.ts";
import { call, read } from "../../api/client.ts";
import { can, useMe } from "../../api/session.ts";
import { Button } from "../../ui/button.tsx";
import { Combobox } from "../../ui/combobox.tsx";
import { TextField } from "../../ui/field.tsx";
import { FormDialog } from "../../ui/form-dialog.tsx";
import { tokens as words } from "../../words/settings.ts";
import { RoleChecks } from "./role-checks.tsx";
import { ShownOnce } from "./shown-once.tsx";

interface Issued {
  name: string;
  token: string;
}

export function MakeToken() {
  const { data: me } = useMe();
  const [open, setOpen] = useState(false);
  const [made, setMade] = useState<Issued | null>(null);
  if (!can(me, "postTokens")) return null;
  return (
    <>
      <Button look="primary" icon={<KeyRound className="size-3.5" aria-hidden />} onClick={() => setOpen(true)}>
        {words.make}
      </Button>
      {open && (
        <MakeDialog
          onClose={() => setOpen(false)}
          onDone={(issued) => {
            setOpen(false);
            setMade(issued);
          }}
        />
      )}
      {made !== null && (
        <ShownOnce
          title={words.shownTitle(made.name)}
          hint={words.shownHint}
          label={words.label}
          text={made.token}
          verb={words.kept}
          onClose={() => setMade(null)}
        />
      )}
    </>
  );
}

function MakeDialog({ onClose, onDone }: { onClose(): void; onDone(made: Issued): void }) {
  const [name, setName] = useState("");
  const [person, setPerson] = useState("");
  const [roles, setRoles] = useState<Role[]>([]);
  const [connection, setConnection] = useState("");
  const { data } = useQuery({
    queryKey: ["connections"],
    queryFn: ({ signal }) => read<{ items: { name: string }[] }>("/v1/connections", {}, signal),
  });
  const bindable = roles.length === 1 && roles[0] === "ingest";
  const make = useChange({
    send: () =>
      call<Issued>("POST", "/v1/tokens", {
        name: name.trim(),
        roles,
        ...(person.trim() === "" ? {} : { person: person.trim() }),
        ...(bindable && connection !== "" ? { connection } : {}),
      }),
    touches: ["tokens"],
    after: onDone,
  });
  return (
    <FormDialog
      title={words.makeTitle}
      description={words.makeHint}
      verb={words.verb}
      busy={make.isPending}
      disabled={name.trim() === "" || roles.length === 0}
      error={make.error}
      onSubmit={() => make.mutate()}
      onClose={onClose}
    >
      <TextField label={words.name} hint={words.nameHint} value={name} onChange={setName} maxLength={63} autoFocus />
      <TextField label={words.person} hint={words.personHint} value={person} onChange={setPerson} optional />
      <RoleChecks roles={roles} onChange={setRoles} programs />
      {bindable && (
        <Combobox
          label={words.connection}
          hint={words.connectionHint}
          value={connection}
          onChange={setConnection}
          optional
          options={(data?.items ?? []).map((one) => ({ value: one.name, label: one.name }))}
        />
      )}
    </FormDialog>
  );
}
