/** What is different between two versions, or a version and a text, in words; what may do more stands out. */
import { useQuery } from "@tanstack/react-query";
import { Minus, MoveVertical, Pencil, Plus } from "lucide-react";
import type { PlaybookDiff } from "../../../../src/api/contract/version.ts";
import { call } from "../../api/client.ts";
import { problemOf } from "../../api/problem.ts";
import { ChangeRows } from "../../ui/change-rows.tsx";
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
      <ChangeRows
        changes={data.changes}
        none={words.none}
        icon={({ kind }) => {
          const Icon = ICONS[kind];
          return <Icon className="mt-0.5 size-3.5 shrink-0 text-muted" aria-label={kind} />;
        }}
      />
    </section>
  );
}
