/** One run with what it caused. */
import { useQuery } from "@tanstack/react-query";
import type { EffectView, RunDetail } from "../../../../src/api/contract/run.ts";
import { read } from "../../api/client.ts";

/** Steps are not told live as they come: while a run is open it is asked for. */
const ASK_MS = 2_000;
/** More effects than a run is likely to have. */
const MOST_EFFECTS = 200;

export function useRun(id: string) {
  return useQuery<RunDetail>({
    queryKey: ["run", id],
    refetchInterval: ({ state: { data } }) => (data !== undefined && data.endedAt === null ? ASK_MS : false),
    queryFn: ({ signal }) => read<RunDetail>(`/v1/runs/${id}`, {}, signal),
  });
}

export function useRunEffects(id: string) {
  return useQuery({
    queryKey: ["effects", "run", id],
    queryFn: async ({ signal }) =>
      (await read<{ items: EffectView[] }>("/v1/effects", { run: id, limit: MOST_EFFECTS }, signal)).items,
  });
}
