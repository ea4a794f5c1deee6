/** The graph of one version. It never changes: it is read once. */
import { useQuery } from "@tanstack/react-query";
import type { PlaybookGraph } from "../../../../src/api/contract/playbook-editor.ts";
import { read } from "../../api/client.ts";

export function useGraph(name: string | undefined, number: number | undefined) {
  return useQuery({
    queryKey: ["graph", name ?? "", String(number)],
    enabled: name !== undefined && number !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async ({ signal }) => {
      const path = `/v1/playbooks/${encodeURIComponent(name ?? "")}/versions/${number}/graph` as const;
      return (await read<{ graph: PlaybookGraph }>(path, {}, signal)).graph;
    },
  });
}
