/** A file as the range's endpoint product shows it: whether it may run, and where it is. */
import { z } from "zod";
import { pathPart, tellBearerApi } from "../../src/connector/bearer-api.ts";
import type { ConnectorContext, ReadBack } from "../../src/connector/connector.ts";
import { findDevice } from "./device.ts";
import type { Settings } from "./settings.ts";

const File = z.object({
  blocked: z.boolean(),
  since: z.string().nullish(),
  files: z.array(z.object({ host: z.string(), path: z.string(), quarantined: z.boolean() })),
});

/** `POST /files/{hash}/{verb}`. */
export function tellFile<T extends z.ZodType>(
  context: ConnectorContext<Settings>,
  hash: string,
  { verb, body, answer }: { verb: string; body: Record<string, unknown>; answer: T },
) {
  return tellBearerApi(context, { method: "POST", path: `/files/${pathPart(hash)}/${verb}`, body }, answer);
}

/** `GET /files/{hash}`: whether it is kept from running, as wanted. */
export async function readBlocked(
  context: ConnectorContext<Settings>,
  hash: string,
  wanted: boolean,
): Promise<ReadBack> {
  const { blocked, since } = await findFile(context, hash);
  return { inForce: blocked === wanted ? "yes" : "no", seen: { blocked }, mark: since ?? undefined };
}

/** Whether every copy is in quarantine, or none is; with a device only the one there. */
export async function readQuarantined(
  context: ConnectorContext<Settings>,
  hash: string,
  wanted: boolean,
  device = "",
): Promise<ReadBack> {
  const [{ files: all }, there] = await Promise.all([
    findFile(context, hash),
    device === "" ? undefined : findDevice(context, device),
  ]);
  const files = device === "" ? all : all.filter((one) => one.host === there?.host);
  const asWanted = files.filter((one) => one.quarantined === wanted).length;
  const inForce = asWanted === files.length && (files.length > 0 || !wanted);
  return {
    inForce: inForce ? "yes" : "no",
    seen: { files: files.length, quarantined: wanted ? asWanted : files.length - asWanted },
  };
}

function findFile(context: ConnectorContext<Settings>, hash: string) {
  return tellBearerApi(context, { method: "GET", path: `/files/${pathPart(hash)}` }, File);
}
