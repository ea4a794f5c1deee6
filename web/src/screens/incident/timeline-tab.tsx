/** What happened, newest first, and a place to say something about it. */
import {
  Bell,
  Bot,
  CircleDot,
  Gavel,
  type LucideIcon,
  MessageSquare,
  RefreshCw,
  ShieldCheck,
  Timer,
  UserCheck,
} from "lucide-react";
import { useMemo, useState } from "react";
import { useCapabilityTitle } from "../../api/capabilities.ts";
import { useTypeName } from "../../api/type-names.ts";
import { actionWords } from "../../ui/action-words.ts";
import { Defanged } from "../../ui/defanged.tsx";
import { SeverityBadge } from "../../ui/scale-badges.tsx";
import { type Option, Select } from "../../ui/select.tsx";
import { EmptyState } from "../../ui/states.tsx";
import { Time } from "../../ui/time.tsx";
import { useActorName } from "../../ui/use-actor-name.ts";
import { incident as words } from "../../words/incident.ts";
import { CommentBox } from "./comment-box.tsx";
import type { Detail } from "./incident-detail.ts";
import { ENTRY_KINDS, type Entry, type EntryKind, entriesOf } from "./timeline-entries.ts";

const ICONS: Readonly<Record<EntryKind, LucideIcon>> = {
  alert: Bell,
  comment: MessageSquare,
  decision: Gavel,
  run: Bot,
  effect: ShieldCheck,
  approval: UserCheck,
  lease: Timer,
  sync: RefreshCw,
  incident: CircleDot,
};

export function TimelineTab({ incident }: { incident: Detail }) {
  const capability = useCapabilityTitle();
  const type = useTypeName();
  const [kind, setKind] = useState<EntryKind | "all">("all");
  const entries = useMemo(() => entriesOf(incident, { capability, type }), [incident, capability, type]);
  const shown = kind === "all" ? entries : entries.filter((entry) => entry.kind === kind);
  const options: Option<EntryKind | "all">[] = [
    { value: "all", label: words.timeline.all },
    ...ENTRY_KINDS.map((value) => ({ value, label: words.timeline.kinds[value] })),
  ];
  return (
    <div className="flex flex-col gap-3 p-4">
      <CommentBox id={incident.id} />
      <div className="w-44">
        <Select<EntryKind | "all"> label={words.timeline.filter} value={kind} options={options} onChange={setKind} />
      </div>
      {shown.length === 0 && <EmptyState title={words.timeline.empty} />}
      <ol className="flex flex-col">
        {shown.map((entry) => (
          <TimelineRow key={entry.key} entry={entry} />
        ))}
      </ol>
    </div>
  );
}

function TimelineRow({ entry: { at, kind, actor, action, text, severity } }: { entry: Entry }) {
  const Icon = ICONS[kind];
  const named = useActorName();
  const what =
    action === "" ? (kind === "alert" ? words.timeline.alert(actor) : words.timeline.comment) : actionWords(action);
  return (
    <li className="relative flex gap-3 pb-4 before:absolute before:top-6 before:bottom-0 before:left-3 before:w-px before:bg-line last:before:hidden">
      <span className="z-1 flex size-6 shrink-0 items-center justify-center rounded-full border border-line bg-panel">
        <Icon className="size-3.5 text-muted" aria-label={words.timeline.kinds[kind]} />
      </span>
      <div className="min-w-0 flex-1 pt-0.5">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-0.5">
          <span className="font-medium">{what}</span>
          {severity !== undefined && <SeverityBadge value={severity} />}
          <span className="text-xs text-muted">
            {kind !== "alert" && <Defanged text={named(actor)} />} <Time at={at} />
          </span>
        </p>
        {text !== "" && (
          <p className="mt-0.5 text-sm whitespace-pre-wrap text-muted">
            <Defanged text={text} />
          </p>
        )}
      </div>
    </li>
  );
}
