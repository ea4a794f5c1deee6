/** What the screen reads: the connections, what their products are, what comes in by them, and what of them is stopped. */
import { useQuery } from "@tanstack/react-query";
import type { ConnectionView, ConnectorView, Intake, IntakeOverview } from "../../../../src/api/contract/connection.ts";
import type { Canary } from "../../../../src/model/canary.ts";
import type { Freeze } from "../../../../src/model/freeze.ts";
import { useConnectors } from "../../api/capabilities.ts";
import { read } from "../../api/client.ts";
import { useNow } from "../../ui/time.tsx";
import { canaryStanding } from "./canary-standing.ts";
import { type Warning, warningsOf } from "./warnings.ts";

export interface Whole {
  view: ConnectionView;
  /** Undefined where this version of Cordon knows the product no more. */
  connector: ConnectorView | undefined;
  intake: Intake | undefined;
  frozen: boolean;
  warnings: Warning[];
}

export function useWholeConnections() {
  const now = useNow();
  const { data: connectors = [] } = useConnectors();
  const views = useQuery({
    queryKey: ["connections", "views"],
    queryFn: async ({ signal }) => (await read<{ items: ConnectionView[] }>("/v1/connections", {}, signal)).items,
  });
  const { data: intakes } = useQuery({
    queryKey: ["connections", "intake"],
    queryFn: ({ signal }) => read<IntakeOverview>("/v1/intake", {}, signal),
    refetchInterval: 60_000,
  });
  const { data: freezes = [] } = useQuery({
    queryKey: ["freezes", "connections"],
    queryFn: async ({ signal }) => (await read<{ items: Freeze[] }>("/v1/freezes", { inForce: true }, signal)).items,
  });
  const { data: canaries = [] } = useQuery({
    queryKey: ["connections", "canaries"],
    queryFn: async ({ signal }) => (await read<{ items: Canary[] }>("/v1/canaries", { limit: 200 }, signal)).items,
  });
  const rows = views.data?.map((view): Whole => {
    const connector = connectors.find(({ id }) => id === view.connector);
    const intake = intakes?.items.find(({ connection }) => connection === view.name);
    const frozen = freezes.some(({ scope, name }) => scope === "connection" && name === view.name);
    const newest = canaries.find(({ connection }) => connection === view.name);
    const canary = canaryStanding(newest, view.createdAt, now);
    const seen = { connection: view, takesAlerts: connector?.takesAlerts === true, intake, canary };
    return { view, connector, intake, frozen, warnings: warningsOf(seen, now) };
  });
  return { rows, error: views.error, refetch: views.refetch };
}
