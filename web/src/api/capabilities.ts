/** What capabilities are called, from the connectors that have them. */
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { ConnectorView } from "../../../src/api/contract/connection.ts";
import { read } from "./client.ts";

/** Every connector there is; they change with the version of Cordon alone. */
export function useConnectors() {
  return useQuery({
    queryKey: ["connectors"],
    queryFn: async ({ signal }) => (await read<{ items: ConnectorView[] }>("/v1/connectors", {}, signal)).items,
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** A capability in words; by its id while, or where, no connector says better. The same function as long as the same is known. */
export function useCapabilityTitle(): (id: string) => string {
  const { data } = useConnectors();
  return useMemo(() => {
    const titles = new Map((data ?? []).flatMap(({ actions }) => actions.map((one) => [one.capability, one.title])));
    return (id) => titles.get(id) ?? id;
  }, [data]);
}
