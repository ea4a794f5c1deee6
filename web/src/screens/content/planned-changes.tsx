/** What files of content would change of what is in force, in words; what may do more stands out. */
import { useQuery } from "@tanstack/react-query";
import { ShieldAlert } from "lucide-react";
import type { ContentPlan } from "../../../../src/api/contract/plan.ts";
import { call } from "../../api/client.ts";
import { problemOf } from "../../api/problem.ts";
import { Badge } from "../../ui/badge.tsx";
import { Defanged } from "../../ui/defanged.tsx";
import { Loading } from "../../ui/states.tsx";
import { content } from "../../words/content.ts";
import type { DraftFiles } from "./use-files.ts";

const words = content.changes;
const NOTHING = { playbooks: null, taxonomy: null, policies: null };

export function PlannedChanges({ draft: { what, files } }: { draft: DraftFiles }) {
  const { data, error } = useQuery({
    queryKey: ["planned", what, files],
    queryFn: ({ signal }) =>
      call<ContentPlan>("POST", "/v1/content/plan", { ...NOTHING, [what]: files, tests: false }, signal),
  });
  if (error !== null) return <p className="py-2 text-sm text-danger">{problemOf(error).message}</p>;
  if (data === undefined) return <Loading what={words.loading} lines={3} />;
  const changes = data.items.flatMap((item) => item.changes);
  return (
    <section aria-label={words.list} className="my-2 max-h-48 overflow-y-auto">
      {changes.length === 0 && <p className="text-sm">{words.none}</p>}
      <ul className="flex flex-col">
        {changes.map(({ danger, text }) => (
          <li key={text} className="flex gap-2 border-b border-line py-1.5 text-sm last:border-b-0">
            <span className="min-w-0 flex-1 [overflow-wrap:anywhere]">
              <Defanged text={text.trim()} />
            </span>
            {danger && (
              <Badge tone="danger" icon={ShieldAlert}>
                {words.danger}
              </Badge>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
