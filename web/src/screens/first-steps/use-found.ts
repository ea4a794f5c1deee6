/** Looks for what the first steps leave behind; each read is one row, and is made again when something changes. */
import { useQuery } from "@tanstack/react-query";
import type { IntakeOverview } from "../../../../src/api/contract/connection.ts";
import { read } from "../../api/client.ts";
import { can, useMe } from "../../api/session.ts";
import type { Found } from "./steps.ts";

interface Rows<T> {
  items: T[];
}

/** Which list's changes make it old, and whether there is a row that fits. */
function useAny(list: string, path: `/v1/${string}`, query: Record<string, string>) {
  const { data } = useQuery({
    queryKey: [list, "any", query],
    queryFn: async ({ signal }) => (await read<Rows<unknown>>(path, { ...query, limit: 1 }, signal)).items.length > 0,
    refetchInterval: 15_000,
  });
  return data;
}

/** Connections and incidents: whether anything is here at all. */
export function useBeginnings() {
  return useQuery({
    queryKey: ["counts", "beginnings"],
    queryFn: async ({ signal }) => {
      const [intake, incidents] = await Promise.all([
        read<IntakeOverview>("/v1/intake", {}, signal),
        read<Rows<{ number: number }>>("/v1/incidents", { limit: 1 }, signal),
      ]);
      return {
        connections: intake.items.length,
        delivered: intake.items.some(({ lastAt }) => lastAt !== null),
        newestIncident: incidents.items[0]?.number ?? null,
      };
    },
    refetchInterval: 15_000,
  });
}

export function useFound() {
  const { data: me } = useMe();
  const beginnings = useBeginnings();
  const contained = useAny("containment", "/v1/containment", {});
  const answered = useAny("approvals", "/v1/approvals", { status: "approved,denied" });
  const released = useAny("containment", "/v1/containment", { status: "released" });
  const stopped = useAny("freezes", "/v1/freezes", {});
  const { data: people } = useQuery({
    queryKey: ["people", "count"],
    enabled: can(me, "getPeople"),
    queryFn: async ({ signal }) => (await read<Rows<unknown>>("/v1/people", {}, signal)).items.length,
  });
  const known = { contained, answered, released, stopped };
  const found: Found | undefined =
    beginnings.data === undefined || Object.values(known).includes(undefined)
      ? undefined
      : { ...beginnings.data, ...(known as Record<keyof typeof known, boolean>), people: people ?? 1 };
  return { found, error: beginnings.error, refetch: beginnings.refetch };
}
