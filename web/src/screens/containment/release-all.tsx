/** Several containments at once: of an incident, an entity, a playbook, or all; each that will be released is listed first. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { LockOpen } from "lucide-react";
import { useState } from "react";
import type { Lease } from "../../../../src/model/effect.ts";
import { useCapabilityTitle } from "../../api/capabilities.ts";
import { call, read } from "../../api/client.ts";
import { usePlaybookTitle } from "../../api/playbook-titles.ts";
import { problemOf } from "../../api/problem.ts";
import { Button } from "../../ui/button.tsx";
import { Combobox } from "../../ui/combobox.tsx";
import { Reversal } from "../../ui/confirm-reversal.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { EntityName } from "../../ui/entity-name.tsx";
import { TextField } from "../../ui/field.tsx";
import { optionsOf, SelectField } from "../../ui/select.tsx";
import { addToast } from "../../ui/toast.tsx";
import { containment as words } from "../../words/containment.ts";
import { ui } from "../../words/ui.ts";
import { ownerName } from "./owner-name.ts";
import { choicesOf, meantBy, type ReleaseChoice, releaseBody } from "./release-choice.ts";

export function ReleaseAllButton() {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button icon={<LockOpen className="size-3.5" aria-hidden />} onClick={() => setOpen(true)}>
        {words.releaseAll}
      </Button>
      {open && <ReleaseAllDialog onClose={() => setOpen(false)} />}
    </>
  );
}

function ReleaseAllDialog({ onClose }: { onClose(): void }) {
  const [choice, setChoice] = useState<ReleaseChoice>({ kind: "incident", value: "" });
  const [reason, setReason] = useState("");
  const { data: inForce = [] } = useInForce();
  const release = useReleaseAll(onClose);
  const meant = meantBy(choice, inForce);
  const ready = meant.length > 0 && reason.trim() !== "";
  return (
    <Dialog
      open
      onClose={onClose}
      title={words.releaseAllTitle}
      description={words.releaseAllText}
      actions={
        <>
          <Button onClick={onClose}>{ui.cancel}</Button>
          <Button
            look="danger"
            disabled={!ready}
            busy={release.isPending}
            onClick={() => release.mutate(releaseBody(choice, reason.trim()))}
          >
            {words.releaseCount(meant.length)}
          </Button>
        </>
      }
    >
      <Choice choice={choice} onChange={setChoice} inForce={inForce} />
      <Meant leases={meant} />
      <Reversal text={words.releaseReversal} />
      <TextField label={words.reason} value={reason} onChange={setReason} lines={2} maxLength={2000} />
      {release.error !== null && (
        <p role="alert" className="text-sm text-danger">
          {problemOf(release.error).message}
        </p>
      )}
    </Dialog>
  );
}

function Choice(props: { choice: ReleaseChoice; onChange(to: ReleaseChoice): void; inForce: readonly Lease[] }) {
  const { choice, onChange, inForce } = props;
  const { kind, value } = choice;
  const title = usePlaybookTitle();
  const label = (lease: Lease) =>
    kind === "incident" ? lease.reason : kind === "entity" ? lease.entityKey : ownerName(lease.owner, title);
  return (
    <>
      <SelectField
        label={words.releaseBy}
        value={kind}
        options={optionsOf(words.releaseKinds)}
        onChange={(to) => onChange({ kind: to, value: "" })}
      />
      {kind !== "all" && (
        <Combobox
          label={words.releaseOf[kind]}
          value={value}
          options={choicesOf(kind, inForce, label)}
          onChange={(to) => onChange({ kind, value: to })}
        />
      )}
    </>
  );
}

function Meant({ leases }: { leases: readonly Lease[] }) {
  const title = useCapabilityTitle();
  if (leases.length === 0) return null;
  return (
    <section aria-label={words.willRelease} className="my-2 rounded-md bg-sunken p-2.5">
      <h3 className="text-xs font-semibold text-muted">{words.willRelease}</h3>
      <ul className="max-h-40 overflow-y-auto text-sm">
        {leases.map((lease) => (
          <li key={lease.id}>
            {title(lease.capability)}: <EntityName type={lease.entityType} name={lease.entityKey} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function useInForce() {
  return useQuery({
    queryKey: ["containment", "in-force"],
    // All of them: what is not listed would be released all the same.
    queryFn: async ({ signal }) => {
      const all: Lease[] = [];
      for (let cursor: string | null = ""; cursor !== null; ) {
        const query = { status: "active,releasing", limit: 200, cursor };
        const page: { items: Lease[]; next: string | null } = await read("/v1/containment", query, signal);
        all.push(...page.items);
        cursor = page.next;
      }
      return all;
    },
  });
}

function useReleaseAll(onDone: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: Record<string, unknown>) => call<{ released: number }>("POST", "/v1/containment/release", body),
    onSuccess: ({ released }) => {
      void client.invalidateQueries({ queryKey: ["containment"] });
      addToast({ title: words.releasedAll(released) });
      onDone();
    },
  });
}
