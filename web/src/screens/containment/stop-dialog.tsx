/** What is to be stopped, why, and what exactly that does. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { Freeze, FreezeScope } from "../../../../src/model/freeze.ts";
import { useConnectors } from "../../api/capabilities.ts";
import { call, read } from "../../api/client.ts";
import { problemOf } from "../../api/problem.ts";
import { may, useMe } from "../../api/session.ts";
import { Combobox } from "../../ui/combobox.tsx";
import { ConfirmReversal } from "../../ui/confirm-reversal.tsx";
import { type Option, optionsOf, SelectField } from "../../ui/select.tsx";
import { addToast } from "../../ui/toast.tsx";
import { stop as words } from "../../words/containment.ts";

type Named = "playbook" | "capability" | "connection";

export function StopDialog({ onClose }: { onClose(): void }) {
  const { data: me } = useMe();
  const [scope, setScope] = useState<FreezeScope>("workspace");
  const [name, setName] = useState("");
  const stop = useStop(onClose);
  const named = scope === "workspace" || scope === "everything" ? null : scope;
  const scopes = optionsOf(words.scopes).filter(({ value }) => value !== "everything" || may(me, "admin"));
  return (
    <ConfirmReversal
      open
      onClose={onClose}
      title={words.title}
      reversal={words.reversal}
      verb={words.verb}
      reasonLabel={words.reason}
      disabled={named !== null && name === ""}
      busy={stop.isPending}
      error={stop.error === null ? "" : problemOf(stop.error).message}
      onConfirm={(reason) => stop.mutate({ scope, name, reason })}
      fields={
        <>
          <SelectField
            label={words.scope}
            value={scope}
            options={scopes}
            onChange={(to) => {
              setScope(to);
              setName("");
            }}
          />
          {named !== null && <NameField scope={named} value={name} onChange={setName} />}
        </>
      }
    >
      {words.does[scope]}
    </ConfirmReversal>
  );
}

function NameField({ scope, value, onChange }: { scope: Named; value: string; onChange(to: string): void }) {
  const options = useNames(scope);
  return <Combobox label={words.name[scope]} value={value} onChange={onChange} options={options} />;
}

function useNames(scope: Named): Option[] {
  const { data: connectors = [] } = useConnectors();
  const { data: named = [] } = useQuery({
    queryKey: [`${scope}s`, "names"],
    enabled: scope !== "capability",
    queryFn: async ({ signal }) => {
      const path = scope === "playbook" ? "/v1/playbooks" : "/v1/connections";
      return (await read<{ items: { name: string; title?: string }[] }>(path, {}, signal)).items;
    },
  });
  if (scope !== "capability")
    return named.map(({ name, title }) => ({ value: name, label: title === undefined ? name : `${title} (${name})` }));
  const titles = new Map(
    connectors.flatMap(({ actions }) =>
      actions.filter(({ effect }) => effect !== "observe").map((one) => [one.capability, one.title] as const),
    ),
  );
  return [...titles].sort().map(([id, title]) => ({ value: id, label: `${title} (${id})` }));
}

function useStop(onDone: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { scope: FreezeScope; name: string; reason: string }) =>
      call<Freeze>("POST", "/v1/freezes", body),
    onSuccess: (made) => {
      void client.invalidateQueries({ queryKey: ["freezes"] });
      addToast({ title: words.stopped(words.what(made)) });
      onDone();
    },
  });
}
