import { z } from "zod";
import { type AlertmanagerContext, callApi } from "./api.ts";

const StatusAnswer = z.object({
  versionInfo: z.object({ version: z.string() }),
  cluster: z.object({ status: z.string() }),
});

/** GET /status. Alertmanager has no accounts: whoever reaches it may do everything, unless a proxy in front says otherwise. */
export async function checkHealth(
  context: AlertmanagerContext,
): Promise<{ ok: boolean; message: string; may: string[]; mayNot: string[] }> {
  const status = await callApi(context, StatusAnswer, "/status");
  return {
    ok: true,
    message: `Alertmanager ${status.versionInfo.version}, cluster ${status.cluster.status}`,
    may: ["read alerts", "silence rules"],
    mayNot: [],
  };
}
