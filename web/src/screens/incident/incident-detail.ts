/** An incident as the screen reads it. What the contract leaves open (`runs` and the like) is what their own routes answer. */
import { useQuery } from "@tanstack/react-query";
import type { IncidentDetail } from "../../../../src/api/contract/incident.ts";
import type { EffectView, RunView } from "../../../../src/api/contract/run.ts";
import type { Approval } from "../../../../src/model/approval.ts";
import type { Lease } from "../../../../src/model/effect.ts";
import { read } from "../../api/client.ts";

export type Detail = Omit<IncidentDetail, "runs" | "effects" | "approvals" | "containment"> & {
  runs: RunView[];
  effects: EffectView[];
  approvals: Approval[];
  containment: Lease[];
};

/** By its number or id; known by its id to what is told live. */
export function useIncident(ref: string) {
  return useQuery({
    queryKey: ["incident", ref],
    queryFn: ({ signal }) => read<Detail>(`/v1/incidents/${encodeURIComponent(ref)}`, {}, signal),
  });
}
