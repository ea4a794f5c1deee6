import { z } from "zod";
import { getAlert } from "../../src/connector/capabilities/record.ts";
import { defineAction } from "../../src/connector/connector.ts";
import { API_DOCS, callApi } from "./api.ts";
import type { AlertmanagerSettings } from "./settings.ts";

const Alerts = z.array(z.object({ fingerprint: z.string() }));

/**
 * GET /alerts, by fingerprint. Alertmanager knows firing and no longer firing, no work status: firing is new, gone is resolved.
 * It keeps no dispositions and no comments.
 */
export const getAlertAction = defineAction<AlertmanagerSettings, typeof getAlert.input, typeof getAlert.output>({
  capability: getAlert,
  docs: API_DOCS,
  permissions: ["GET /api/v2/alerts"],
  idempotent: true,
  async run(context, input) {
    const alerts = await callApi(context, Alerts, "/alerts", {
      query: { active: "true", silenced: "true", inhibited: "true", unprocessed: "true" },
    });
    const wanted = fingerprintOf(input.id);
    const found = alerts.some(({ fingerprint }) => fingerprint === wanted);
    return { found, status: found ? "new" : "resolved", disposition: "unknown", comments: [] };
  },
});

/** Our id of an alert is its fingerprint (16 hex digits, the same for every firing of one set of labels) and the firing's time. */
function fingerprintOf(id: string): string {
  return /^[0-9a-f]{16}(?=-|$)/.exec(id)?.[0] ?? id;
}
