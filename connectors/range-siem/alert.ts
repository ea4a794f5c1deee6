/** An alert as the range's SIEM keeps it. */
import { z } from "zod";
import { askBearerApi, pathPart } from "../../src/connector/bearer-api.ts";
import type { ConnectorContext } from "../../src/connector/connector.ts";
import { Status } from "../../src/model/scale.ts";
import type { Settings } from "./settings.ts";

export const SiemAlert = z.object({
  id: z.string(),
  status: Status,
  disposition: z.string(),
  comments: z.array(z.object({ id: z.string(), author: z.string(), text: z.string() })),
});
export type SiemAlert = z.output<typeof SiemAlert>;

/** Without `alert` when the SIEM raised no such one. `GET /alerts/{id}`, with its ETag. */
export async function findAlert(
  context: ConnectorContext<Settings>,
  id: string,
): Promise<{ alert: SiemAlert | undefined; version: string }> {
  const request = { method: "GET" as const, path: `/alerts/${pathPart(id)}`, accept: [404] };
  const { data, version } = await askBearerApi(context, request, SiemAlert);
  return { alert: data, version };
}
