import { boundedRead } from "../../store/bounded-read.ts";
import { measureEvidence } from "../../store/evidence.ts";
import { Evidence, evidenceQuery } from "../contract/evidence.ts";
import type { ApiDeps } from "../deps.ts";
import { READERS, type Route, route } from "../door.ts";
import { EXPORT_MS } from "../export.ts";

/** Figures over what was recorded, for those who have to show it. */
export function evidenceRoute({ database, clock }: ApiDeps): Route {
  const summary = "Figures of what was recorded in a period, which controls are held against";
  return route(
    {
      method: "get",
      path: "/v1/evidence",
      tag: "evidence",
      summary,
      needs: READERS,
      query: evidenceQuery,
      answer: Evidence,
    },
    async ({ caller: { workspaceId }, query: { from, to } }) => ({
      ...{ from, to, at: clock.now().toISOString() },
      measures: await boundedRead(
        database,
        workspaceId,
        (client) => measureEvidence(client, workspaceId, from, to),
        EXPORT_MS,
      ),
    }),
  );
}
