/** The settings and secrets of a connection, as a form made from what its connector says of them. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import type { ConnectionView, ConnectorView } from "../../../../src/api/contract/connection.ts";
import { call } from "../../api/client.ts";
import { problemOf } from "../../api/problem.ts";
import { can, useMe } from "../../api/session.ts";
import { Button } from "../../ui/button.tsx";
import { CheckField, TextField } from "../../ui/field.tsx";
import { Section } from "../../ui/page.tsx";
import { type FieldSpec, type FormValues, SchemaForm } from "../../ui/schema-form.tsx";
import { addToast } from "../../ui/toast.tsx";
import { connections as words } from "../../words/connections.ts";
import { fieldsOf, settingsOf, valuesOf } from "./setting-fields.ts";

export function EditSettings({ view, connector }: { view: ConnectionView; connector: ConnectorView }) {
  const { data: me } = useMe();
  const client = useQueryClient();
  const { name, settings } = view;
  // As it was: its secrets are kept where none are sent.
  const back = () =>
    void call("POST", "/v1/connections", { name, connector: view.connector, settings }).then(
      () => client.invalidateQueries({ queryKey: ["connections"] }),
      (error) => addToast({ tone: "bad", title: problemOf(error).message }),
    );
  if (!can(me, "postConnections")) return null;
  return (
    <Section title={words.settings}>
      <SettingsForm
        key={JSON.stringify([view.settings, view.secretNames])}
        {...{ connector, view }}
        onSaved={(_, withSecrets) =>
          addToast(withSecrets ? { title: words.saved, text: words.savedSecrets } : { title: words.saved, undo: back })
        }
      />
    </Section>
  );
}

interface SettingsFormProps {
  connector: ConnectorView;
  /** The connection that is changed; left out, one is added. */
  view?: ConnectionView;
  /** `withSecrets`: some were given, in the place of those before. */
  onSaved(saved: ConnectionView, withSecrets: boolean): void;
}

export function SettingsForm({ connector, view, onSaved }: SettingsFormProps) {
  const fields = fieldsOf(connector.settings);
  const secrets = secretFields(connector, view);
  const [name, setName] = useState(view?.name ?? connector.id);
  const [values, setValues] = useState<FormValues>(() => valuesOf(fields, view?.settings ?? {}));
  const [given, setGiven] = useState<FormValues>({});
  const [dropped, setDropped] = useState<readonly string[]>([]);
  const [errors, setErrors] = useState<Record<string, string>>({});
  const withSecrets = dropped.length > 0 || Object.values(given).some((secret) => secret !== "");
  const save = useSave((saved) => onSaved(saved, withSecrets));
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const meant = settingsOf(fields, values);
    const secret = settingsOf(secrets, given);
    const found = { ...meant.errors, ...secret.errors };
    setErrors(found);
    if (Object.keys(found).length > 0) return focusFault(event.currentTarget);
    // Those that are not named are kept.
    const gone = Object.fromEntries(dropped.map((one) => [one, null]));
    save.mutate({ name, connector: connector.id, settings: meant.settings, secrets: { ...gone, ...secret.settings } });
  };
  return (
    <form onSubmit={submit} className="max-w-2xl" noValidate autoComplete="off">
      {view === undefined && (
        <TextField label={words.name} hint={words.nameHint} value={name} onChange={setName} maxLength={63} />
      )}
      <SchemaForm fields={fields} values={values} onChange={setValues} errors={errors} />
      <SchemaForm fields={secrets} values={given} onChange={setGiven} errors={errors} />
      {droppable(connector, view).map(({ name: one, title }) => (
        <CheckField
          key={one}
          label={words.dropSecret(title)}
          value={dropped.includes(one)}
          onChange={(drop) => setDropped(drop ? [...dropped, one] : dropped.filter((other) => other !== one))}
        />
      ))}
      {save.error !== null && (
        <p role="alert" className="py-1 text-sm text-danger">
          {problemOf(save.error).message}
        </p>
      )}
      <Button type="submit" look={view === undefined ? "primary" : "plain"} busy={save.isPending} className="mt-2">
        {view === undefined ? words.connectVerb : words.save}
      </Button>
    </form>
  );
}

/** The first field that is not right, once it is shown so. */
function focusFault(form: HTMLFormElement): void {
  requestAnimationFrame(() => form.querySelector<HTMLElement>("[aria-invalid=true]")?.focus());
}

/** A stored secret may be left empty; it is never shown. */
function secretFields({ secrets }: ConnectorView, view: ConnectionView | undefined): FieldSpec[] {
  return secrets.map(({ name, title, optional }) => {
    const set = view?.secretNames.includes(name) === true;
    return {
      name,
      label: title,
      type: "secret" as const,
      hint: set ? words.secretKept : words.secretHint,
      optional: optional || set,
    };
  });
}

/** Secrets that are set, and that the connection can do without. */
function droppable({ secrets }: ConnectorView, view: ConnectionView | undefined): ConnectorView["secrets"] {
  return secrets.filter(({ name, optional }) => optional && view?.secretNames.includes(name) === true);
}

function useSave(onSaved: (saved: ConnectionView) => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: object) => call<ConnectionView>("POST", "/v1/connections", body),
    onSuccess: (saved) => {
      void client.invalidateQueries({ queryKey: ["connections"] });
      onSaved(saved);
    },
  });
}
