/** The ledger: what is contained now, or what was; one entity's where one is asked for. */
import { ShieldCheck } from "lucide-react";
import { type FormEvent, useEffect, useState } from "react";
import type { Lease } from "../../../../src/model/effect.ts";
import { useCapabilityTitle } from "../../api/capabilities.ts";
import { usePages } from "../../api/pages.ts";
import { useAddress } from "../../app/address.ts";
import { INPUT } from "../../ui/field.tsx";
import { ListDetail } from "../../ui/list-detail.tsx";
import { More } from "../../ui/more.tsx";
import { EmptyState, ErrorState } from "../../ui/states.tsx";
import { containment as words } from "../../words/containment.ts";
import { LeaseDetail } from "./lease-detail.tsx";
import { LeaseRow } from "./lease-row.tsx";

const STATUSES = { ledger: "active,releasing", past: "released,failed" } as const;

export function Ledger({ of }: { of: keyof typeof STATUSES }) {
  const [{ id = "", entity = "" }, setAddress] = useAddress();
  const title = useCapabilityTitle();
  const leases = usePages<Lease>(["containment"], "/v1/containment", { status: STATUSES[of], entity });
  if (leases.error !== null) return <ErrorState error={leases.error} onRetry={() => void leases.refetch()} />;
  const none = leases.rows?.length === 0;
  return (
    <div className="flex h-full min-h-0">
      {none && entity === "" && id === "" ? (
        <div className="flex-1">
          <EmptyState
            icon={<ShieldCheck className="size-8" aria-hidden />}
            title={of === "past" ? words.nonePast : words.none}
          >
            {of === "past" ? words.nonePastHint : words.noneHint}
          </EmptyState>
        </div>
      ) : (
        <ListDetail
          stays
          of={entity}
          loading={words.loading}
          label={words[of]}
          rows={leases.rows}
          rowKey={(one) => one.id}
          chosen={id}
          onChoose={(to) => setAddress({ id: to }, { replace: id !== "" && to !== "" })}
          row={(lease) => <LeaseRow lease={lease} title={title(lease.capability)} />}
          detail={(one) => <LeaseDetail key={one} id={one} />}
          head={<EntityFilter value={entity} onChange={(to) => setAddress({ entity: to, id: "" })} />}
          none={<p className="p-4 text-sm text-muted">{words.noneOf(entity)}</p>}
          foot={<More {...leases} />}
        />
      )}
    </div>
  );
}

function EntityFilter({ value, onChange }: { value: string; onChange(value: string): void }) {
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onChange(typed.trim());
  };
  return (
    <form onSubmit={submit} className="border-b border-line px-3 py-2">
      <input
        type="search"
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value);
          if (event.target.value === "") onChange("");
        }}
        aria-label={words.filter}
        placeholder={words.filterHint}
        className={`${INPUT} h-8`}
      />
    </form>
  );
}
