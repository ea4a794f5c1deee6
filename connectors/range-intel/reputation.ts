/** What the range's reputation service says of a value. */
import { z } from "zod";
import { pathPart, tellBearerApi } from "../../src/connector/bearer-api.ts";
import type { ConnectorContext } from "../../src/connector/connector.ts";
import type { Settings } from "./settings.ts";

const Reputation = z.object({
  known: z.boolean(),
  malicious: z.boolean(),
  score: z.number().int().min(0).max(100),
  tags: z.array(z.string()),
});

/** `GET /{kind}/{value}`; what nobody has heard of is `known: false`. */
export function lookUp(
  context: ConnectorContext<Settings>,
  kind: "ips" | "domains" | "hashes" | "urls",
  value: string,
) {
  return tellBearerApi(context, { method: "GET", path: `/${kind}/${pathPart(value)}` }, Reputation);
}
