/** Where the range's mail system is, and how it is asked who we are there. */
import { z } from "zod";
import { rightsByScope, tellBearerApi } from "../../src/connector/bearer-api.ts";
import type { ConnectorContext } from "../../src/connector/connector.ts";

export const settings = z.strictObject({
  url: z
    .url({ protocol: /^https?$/ })
    .meta({ title: "URL" })
    .describe("Where this part of the range listens, for example http://127.0.0.1:7187"),
});
export type Settings = z.output<typeof settings>;

const Whoami = z.object({ part: z.string(), scopes: z.array(z.enum(["read", "write"])) });

/** Asks which part answers and what the token may do there. */
export async function health(context: ConnectorContext<Settings>, actions: readonly unknown[]) {
  const who = await tellBearerApi(context, { method: "GET", path: "/_range/whoami" }, Whoami);
  if (who.part !== "mail") {
    return {
      ok: false,
      message: `This is the range's ${who.part}, not its mail; correct the URL.`,
      may: [],
      mayNot: [],
    };
  }
  const mayWrite = who.scopes.includes("write");
  const message = `Simulated mail system: the token may ${mayWrite ? "read and write" : "only read"}.`;
  return { ok: true, message, ...rightsByScope(actions, mayWrite) };
}
