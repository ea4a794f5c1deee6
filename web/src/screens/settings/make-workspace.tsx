/** Another workspace. */
import { Plus } from "lucide-react";
import { useState } from "react";
import type { Workspace } from "../../../../src/api/contract/workspace.ts";
import { useChange } from "../../api/change.ts";
import { call } from "../../api/client.ts";
import { can, useMe } from "../../api/session.ts";
import { Button } from "../../ui/button.tsx";
import { TextField } from "../../ui/field.tsx";
import { FormDialog } from "../../ui/form-dialog.tsx";
import { workspaces as words } from "../../words/workspaces.ts";

export function MakeWorkspace({ onMade }: { onMade(id: string): void }) {
  const { data: me } = useMe();
  const [open, setOpen] = useState(false);
  if (!can(me, "postWorkspaces")) return null;
  return (
    <>
      <Button look="primary" icon={<Plus className="size-3.5" aria-hidden />} onClick={() => setOpen(true)}>
        {words.make}
      </Button>
      {open && <MakeDialog onClose={() => setOpen(false)} onMade={onMade} />}
    </>
  );
}

function MakeDialog({ onClose, onMade }: { onClose(): void; onMade(id: string): void }) {
  const [name, setName] = useState("");
  const [admin, setAdmin] = useState("");
  const make = useChange({
    send: () => {
      const who = admin.trim() === "" ? {} : { admin: admin.trim() };
      return call<Workspace>("POST", "/v1/workspaces", { name: name.trim(), ...who });
    },
    touches: ["workspaces", "me"],
    said: (made) => words.made(made.name),
    after: ({ id }) => {
      onClose();
      onMade(id);
    },
  });
  return (
    <FormDialog
      title={words.makeTitle}
      description={words.makeHint}
      verb={words.makeVerb}
      busy={make.isPending}
      disabled={name.trim() === ""}
      error={make.error}
      onSubmit={() => make.mutate()}
      onClose={onClose}
    >
      <NameField value={name} onChange={setName} />
      <TextField
        label={words.admin}
        hint={words.adminHint}
        value={admin}
        onChange={(to) => setAdmin(to.toLowerCase())}
        maxLength={100}
        autoComplete="off"
        optional
      />
    </FormDialog>
  );
}

export function NameField({ value, onChange }: { value: string; onChange(to: string): void }) {
  return (
    <TextField
      label={words.name}
      hint={words.nameHint}
      value={value}
      onChange={(to) => onChange(to.toLowerCase())}
      maxLength={63}
      autoComplete="off"
      autoFocus
    />
  );
}
