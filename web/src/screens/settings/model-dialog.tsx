/** Sets the language model: tried out first, where somebody wishes, and in force when it is sent. */
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { Model, ModelTried } from "../../../../src/api/contract/model.ts";
import type { ModelSettings } from "../../../../src/model/model-settings.ts";
import { useChange } from "../../api/change.ts";
import { call } from "../../api/client.ts";
import { Button } from "../../ui/button.tsx";
import { Defanged } from "../../ui/defanged.tsx";
import { FormDialog } from "../../ui/form-dialog.tsx";
import { SchemaForm } from "../../ui/schema-form.tsx";
import { optionsOf, SelectField } from "../../ui/select.tsx";
import { Wrong } from "../../ui/wrong.tsx";
import { model as words } from "../../words/settings.ts";
import { changeOf, fieldsOf, valuesOf } from "./model-form.ts";

export function ModelDialog({ model, onClose }: { model: Model; onClose(): void }) {
  const [provider, setProvider] = useState<ModelSettings["provider"]>(model.settings?.provider ?? "openai-compatible");
  const [values, setValues] = useState(valuesOf(model));
  const set = useChange({
    send: () => call("PUT", "/v1/model", changeOf(provider, values, model)),
    touches: ["model"],
    said: () => words.done,
    after: onClose,
  });
  const named = String(values.model ?? "").trim() !== "";
  return (
    <FormDialog
      title={words.dialog}
      description={words.dialogHint}
      verb={words.verb}
      busy={set.isPending}
      disabled={!named}
      error={set.error}
      onSubmit={() => set.mutate()}
      onClose={onClose}
    >
      <SelectField<ModelSettings["provider"]>
        label={words.provider}
        value={provider}
        options={optionsOf(words.providers)}
        onChange={setProvider}
      />
      <SchemaForm fields={fieldsOf(provider)} values={values} onChange={setValues} />
      <TryOut change={() => changeOf(provider, values, model)} disabled={!named} />
    </FormDialog>
  );
}

function TryOut({ change, disabled }: { change(): object; disabled: boolean }) {
  const tried = useMutation({ mutationFn: () => call<ModelTried>("POST", "/v1/model/test", change()) });
  return (
    <div className="mt-2 rounded-md bg-sunken p-2.5 text-sm">
      <div className="flex items-center gap-3">
        <Button busy={tried.isPending} disabled={disabled} onClick={() => tried.mutate()}>
          {words.test}
        </Button>
        <span className="text-muted">{words.testHint}</span>
      </div>
      <Wrong error={tried.error} />
      {tried.data !== undefined && (
        <p role="status" className="pt-1">
          <Defanged text={words.answered(tried.data.text, tried.data.ms)} />
        </p>
      )}
    </div>
  );
}
