/** What is different between two versions, or a version and a text, in words; what may do more stands out. */
import { useQuery } from "@tanstack/react-query";
import { Minus, MoveVertical, Pencil, Plus, ShieldAlert } from "lucide-react";
import type { PlaybookDiff } from "../../../../src/api/contract/version.ts";
import { call } from "../../api/client.ts";
import { problemOf } from "../../api/problem.ts";
import { Badge } from "../../ui/badge.tsx";
import { Defanged } from "../../ui/defanged.tsx";
import { Loading } from "../../ui/states.tsx";
import { versions } from "../../words/playbooks.ts";

const words = versions.changes;
const ICONS = { added: Plus, removed: Minus, moved: MoveVertical, changed: Pencil } as const;

interface ChangeListProps {
  request: { name: string; from?: number; to?: number; source?: string };
}

export function ChangeList({ request }: ChangeListProps) {
  const { data, error } = useQuery({
    queryKey: ["playbooks", request.name, "diff", JSON.stringify(request)],
    queryFn: () => call<PlaybookDiff>("POST", "/v1/playbooks/diff", request),
  });
  if (error !== null) return <p className="py-2 text-sm text-danger">{problemOf(error).message}</p>;
  if (data === undefined) return <Loading what={words.loading} lines={3} />;
  return (
    <section aria-label={words.list} className="my-2">
      <p className="mb-1 text-xs text-muted">{words.against(data.from)}</p>
      {data.changes.length === 0 && <p className="text-sm">{words.none}</p>}
      <ul className="flex flex-col">
        {data.changes.map(({ kind, danger, text }) => {
          const Icon = ICONS[kind];
          return (
            <li key={text} className="flex gap-2 border-b border-line py-1.5 text-sm last:border-b-0">
              <Icon className="mt-0.5 size-3.5 shrink-0 text-muted" aria-label={kind} />
              <span className="min-w-0 flex-1 [overflow-wrap:anywhere]">
                <Defanged text={text} />
              </span>
              {danger && (
                <Badge tone="danger" icon={ShieldAlert}>
                  {words.danger}
                </Badge>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
