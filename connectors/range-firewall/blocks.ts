/** What the range's firewall blocks: looked at, added to, taken from. */
import { z } from "zod";
import { pathPart, tellBearerApi } from "../../src/connector/bearer-api.ts";
import type { ConnectorContext, ReadBack } from "../../src/connector/connector.ts";
import type { Settings } from "./settings.ts";

export type Kind = "ips" | "domains" | "urls";

const Seen = z.object({
  value: z.string(),
  blocked: z.boolean(),
  since: z.string().nullish(),
  until: z.string().nullable(),
});

/** `GET /blocks/{kind}/{value}`: whether that is as wanted. */
export async function readBlock(
  context: ConnectorContext<Settings>,
  kind: Kind,
  value: string,
  wanted: boolean,
): Promise<ReadBack> {
  const seen = await tellBearerApi(context, { method: "GET", path: `/blocks/${kind}/${pathPart(value)}` }, Seen);
  return { inForce: seen.blocked === wanted ? "yes" : "no", seen, mark: seen.since ?? undefined };
}

/** `POST /blocks/{kind}`; with `seconds` the firewall itself lets it go after that time, 0 is never. */
export function addBlock(
  context: ConnectorContext<Settings>,
  kind: Kind,
  block: { value: string; reason: string; seconds?: number },
) {
  return tellBearerApi(
    context,
    { method: "POST", path: `/blocks/${kind}`, body: block },
    z.object({ wasBlocked: z.boolean() }),
  );
}

/** `DELETE /blocks/{kind}/{value}`; what is not blocked is fine. */
export function takeBlock(context: ConnectorContext<Settings>, kind: Kind, value: string) {
  return tellBearerApi(context, { method: "DELETE", path: `/blocks/${kind}/${pathPart(value)}` }, z.object({}));
}
