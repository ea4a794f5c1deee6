/** Every effect, newest first, narrowed down by how it stands and what it does. */
import { NotebookPen } from "lucide-react";
import type { EffectView } from "../../../../src/api/contract/run.ts";
import { useCapabilityTitle } from "../../api/capabilities.ts";
import { usePages } from "../../api/pages.ts";
import { useAddress } from "../../app/address.ts";
import { EntityName } from "../../ui/entity-name.tsx";
import { ListDetail } from "../../ui/list-detail.tsx";
import { More } from "../../ui/more.tsx";
import { PlaybookName } from "../../ui/playbook-name.tsx";
import { optionsOf, Select } from "../../ui/select.tsx";
import { EmptyState, ErrorState } from "../../ui/states.tsx";
import { RowTime } from "../../ui/time.tsx";
import { journal as words } from "../../words/containment.ts";
import { effectClasses } from "../../words/scales.ts";
import { EffectJournal } from "./effect-journal.tsx";
import { EffectStatusBadge } from "./effect-status.tsx";

const ALL = { value: "all", label: words.any };

export function JournalList() {
  const [{ id = "", status = "", class: effectClass = "" }, setAddress] = useAddress();
  const effects = usePages<EffectView>(["effects"], "/v1/effects", { status, effectClass });
  if (effects.error !== null) return <ErrorState error={effects.error} onRetry={() => void effects.refetch()} />;
  const filter = (name: "status" | "class") => (to: string) => setAddress({ [name]: to === "all" ? "" : to, id: "" });
  return (
    <div className="flex h-full min-h-0">
      <ListDetail
        label={words.label}
        of={`${status} ${effectClass}`}
        rows={effects.rows}
        rowKey={(one) => one.id}
        chosen={id}
        onChoose={(to) => setAddress({ id: to }, { replace: id !== "" && to !== "" })}
        row={(effect) => <EffectRow effect={effect} />}
        detail={(one) => (
          <div className="min-h-0 flex-1 overflow-y-auto" role="group" tabIndex={0} aria-label={words.title}>
            <EffectJournal key={one} id={one} title={words.title} />
          </div>
        )}
        head={
          <div className="grid grid-cols-2 gap-2 border-b border-line px-3 py-2">
            <Select
              label={words.status}
              value={status === "" ? "all" : status}
              options={[{ ...ALL, label: `${words.status}: ${words.any}` }, ...optionsOf(words.statuses)]}
              onChange={filter("status")}
            />
            <Select
              label={words.effectClass}
              value={effectClass === "" ? "all" : effectClass}
              options={[{ ...ALL, label: `${words.effectClass}: ${words.any}` }, ...optionsOf(effectClasses)]}
              onChange={filter("class")}
            />
          </div>
        }
        none={
          <EmptyState icon={<NotebookPen className="size-8" aria-hidden />} title={words.none}>
            {words.noneHint}
          </EmptyState>
        }
        foot={<More {...effects} />}
      />
    </div>
  );
}

function EffectRow({ effect }: { effect: EffectView }) {
  const title = useCapabilityTitle();
  return (
    <span className="flex flex-col gap-1">
      <span className="flex items-center gap-2">
        <span className="min-w-0 flex-1 truncate font-medium">{title(effect.capability)}</span>
        <EffectStatusBadge value={effect.status} />
      </span>
      {effect.entityKey !== "none" && (
        <span className="truncate">
          <EntityName type={effect.entityType} name={effect.entityKey} />
        </span>
      )}
      <span className="flex gap-3 text-xs text-muted">
        <RowTime at={effect.intendedAt} />
        <span className="truncate">
          <PlaybookName name={effect.playbook} />
        </span>
      </span>
    </span>
  );
}
