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

/** Undefined when the SIEM raised no such alert. `GET /alerts/{id}`. */
export async function findAlert(context: ConnectorContext<Settings>, id: string): Promise<SiemAlert | undefined> {
  return (await askBearerApi(context, { method: "GET", path: `/alerts/${pathPart(id)}`, accept: [404] }, SiemAlert))
    .data;
}
