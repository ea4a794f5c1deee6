/** A cloud access key as the range shows it. */
import { z } from "zod";
import { askBearerApi, pathPart } from "../../src/connector/bearer-api.ts";
import type { ConnectorContext } from "../../src/connector/connector.ts";
import type { Settings } from "./settings.ts";

const AccessKey = z.object({
  id: z.string(),
  status: z.enum(["active", "inactive"]),
  owner: z.string(),
  lastUsed: z.string(),
  statusChanged: z.string().nullish(),
});
export type AccessKey = z.output<typeof AccessKey>;

/** Undefined when there is none. `GET /keys/{id}`. */
export async function findKey(context: ConnectorContext<Settings>, key: string): Promise<AccessKey | undefined> {
  return (await askBearerApi(context, { method: "GET", path: `/keys/${pathPart(key)}`, accept: [404] }, AccessKey))
    .data;
}

/** What a read-back notes of a key. */
export function seenOf(key: AccessKey | undefined): Record<string, unknown> {
  return key === undefined ? { found: false } : { id: key.id, status: key.status };
}
