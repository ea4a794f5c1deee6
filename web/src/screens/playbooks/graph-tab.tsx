/** The graph of a version that stands. */
import type { PlaybookDetail } from "../../../../src/api/contract/content.ts";
import { Flow } from "../../ui/flow.tsx";
import { EmptyState, ErrorState, Loading } from "../../ui/states.tsx";
import { playbook as words } from "../../words/playbooks.ts";
import { useGraph } from "./use-graph.ts";

export function GraphTab({ playbook: { name, number } }: { playbook: PlaybookDetail }) {
  const { data, error, refetch } = useGraph(name, number);
  if (error !== null) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Loading what={words.loading} />;
  if (data.nodes.length === 0) return <EmptyState title={words.noGraph} />;
  return <Flow key={number} label={words.graph.label(name)} graph={data} />;
}
