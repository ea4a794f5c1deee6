/** A machine as the range's endpoint product shows it. */
import { z } from "zod";
import { askBearerApi, pathPart } from "../../src/connector/bearer-api.ts";
import type { ConnectorContext } from "../../src/connector/connector.ts";
import type { Settings } from "./settings.ts";

const Device = z.object({
  id: z.string(),
  host: z.string(),
  os: z.string(),
  isolated: z.boolean(),
  since: z.string().nullish(),
  lastSeen: z.string(),
  tags: z.array(z.string()),
});
export type Device = z.output<typeof Device>;

/** By the agent's id, host name, full name or address; undefined when there is none. `GET /devices/{id}`. */
export async function findDevice(context: ConnectorContext<Settings>, device: string): Promise<Device | undefined> {
  return (await askBearerApi(context, { method: "GET", path: `/devices/${pathPart(device)}`, accept: [404] }, Device))
    .data;
}

/** What a read-back notes of a machine. */
export function seenOf(device: Device | undefined): Record<string, unknown> {
  return device === undefined ? { found: false } : { host: device.host, isolated: device.isolated };
}
