/** What files of content would change of what is in force, in words; what may do more stands out. */
import { useQuery } from "@tanstack/react-query";
import type { ContentPlan } from "../../../../src/api/contract/plan.ts";
import { call } from "../../api/client.ts";
import { problemOf } from "../../api/problem.ts";
import { ChangeRows } from "../../ui/change-rows.tsx";
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
      <ChangeRows changes={changes} none={words.none} />
    </section>
  );
}
