/** Where people are reached when they are asked. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Contact } from "../../../../src/model/on-call.ts";
import { useChange } from "../../api/change.ts";
import { call, read } from "../../api/client.ts";
import { can, useMe } from "../../api/session.ts";
import { Button } from "../../ui/button.tsx";
import { Combobox } from "../../ui/combobox.tsx";
import { TextField } from "../../ui/field.tsx";
import { FormDialog } from "../../ui/form-dialog.tsx";
import { Section } from "../../ui/page.tsx";
import { Rows } from "../../ui/rows.tsx";
import { onCall as words } from "../../words/settings.ts";
import { AskablePerson } from "./askable-person.tsx";

function useSetContact(after?: () => void) {
  return useChange({
    send: (contact: Contact) => call("POST", "/v1/on-call/contacts", contact),
    touches: ["on-call"],
    said: (_answer, { person }) => words.contactDone(person),
    ...(after === undefined ? {} : { after }),
  });
}

export function Contacts({ contacts }: { contacts: readonly Contact[] }) {
  const { data: me } = useMe();
  const [open, setOpen] = useState(false);
  const may = can(me, "postOnCallContacts");
  return (
    <Section title={words.contacts} actions={may && <Button onClick={() => setOpen(true)}>{words.contact}</Button>}>
      {contacts.length === 0 ? (
        <p className="text-muted">{words.noContacts}</p>
      ) : (
        <Rows
          label={words.contacts}
          rows={contacts}
          rowKey={({ person, connection }) => `${person} ${connection}`}
          columns={[
            { key: "person", title: words.person, cell: ({ person }) => <span className="font-medium">{person}</span> },
            { key: "connection", title: words.connection, cell: ({ connection }) => connection },
            { key: "address", title: words.address, cell: ({ address }) => address },
            {
              key: "act",
              title: "",
              right: true,
              cell: (contact) => may && <TakeOut contact={contact} />,
            },
          ]}
        />
      )}
      {open && <ContactDialog onClose={() => setOpen(false)} />}
    </Section>
  );
}

/** One that is taken out comes back as it was. */
function TakeOut({ contact }: { contact: Contact }) {
  const { person, connection } = contact;
  const unreach = useChange({
    send: () => call("POST", "/v1/on-call/contacts", { person, connection, address: "" }),
    touches: ["on-call"],
    said: () => words.unreached(person, connection),
    undo: () => call("POST", "/v1/on-call/contacts", contact),
  });
  return (
    <Button
      look="quiet"
      busy={unreach.isPending}
      aria-label={words.unreachLabel(person, connection)}
      onClick={() => unreach.mutate()}
    >
      {words.unreach}
    </Button>
  );
}

function ContactDialog({ onClose }: { onClose(): void }) {
  const [contact, setContact] = useState<Contact>({ person: "", connection: "", address: "" });
  const set = useSetContact(onClose);
  const { data } = useQuery({
    queryKey: ["connections"],
    queryFn: ({ signal }) => read<{ items: { name: string }[] }>("/v1/connections", {}, signal),
  });
  return (
    <FormDialog
      title={words.contact}
      verb={words.contactVerb}
      busy={set.isPending}
      disabled={contact.person === "" || contact.connection === ""}
      error={set.error}
      onSubmit={() => set.mutate(contact)}
      onClose={onClose}
    >
      <AskablePerson
        label={words.person}
        value={contact.person}
        onChange={(person) => setContact({ ...contact, person })}
      />
      <Combobox
        label={words.connection}
        value={contact.connection}
        onChange={(connection) => setContact({ ...contact, connection })}
        options={(data?.items ?? []).map(({ name }) => ({ value: name, label: name }))}
      />
      <TextField
        label={words.address}
        hint={words.addressHint}
        value={contact.address}
        onChange={(address) => setContact({ ...contact, address })}
        optional
      />
    </FormDialog>
  );
}
