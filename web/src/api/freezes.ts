/** What the stop button holds now. */
import { useQuery } from "@tanstack/react-query";
import type { Freeze } from "../../../src/model/freeze.ts";
import { read } from "./client.ts";

/** Empty while nothing is stopped, or nothing is known of it. */
export function useFreezesInForce(): readonly Freeze[] {
  const { data } = useQuery({
    queryKey: ["freezes", "in-force"],
    queryFn: ({ signal }) => read<{ items: Freeze[] }>("/v1/freezes", { inForce: "true" }, signal),
    refetchInterval: 60_000,
  });
  return data?.items ?? [];
}
