/** Microsoft Graph v1.0, asked as an application: https://learn.microsoft.com/graph/auth-v2-service */
import { z } from "zod";
import { clientCredentialsToken } from "../../src/connector/client-credentials.ts";
import type { ConnectorContext, HttpAnswer, HttpRequest } from "../../src/connector/connector.ts";
import { bearerAuth } from "../../src/connector/credentials.ts";
import { readAnswer } from "../../src/connector/read-answer.ts";
import { RefusedError } from "../../src/errors.ts";
import type { EntraIdSettings } from "./settings.ts";

export const GRAPH_DOCS = "https://learn.microsoft.com/graph/api";

export type EntraIdContext = ConnectorContext<EntraIdSettings>;

/** A signed-in conversation of one action. */
export interface Graph {
  token: string;
  /** Undefined when it is not there. */
  get<S extends z.ZodType>(path: string, schema: S, query: Record<string, string>): Promise<z.output<S> | undefined>;
  /** Every page of a collection. */
  list<S extends z.ZodType>(path: string, item: S, query?: Record<string, string>): Promise<z.output<S>[]>;
  change(method: "PATCH" | "POST", path: string, body?: Record<string, unknown>): Promise<HttpAnswer>;
}

/** Pages of a hundred; nobody is in more groups than that. */
const MOST_PAGES = 50;

/** @throws RefusedError `connector.bad-settings` without tenant and client; and as {@link clientCredentialsToken}. */
export async function signIn(context: EntraIdContext): Promise<Graph> {
  const { settings, secrets, http } = context;
  const { tenantId, clientId, graphUrl, loginUrl } = settings;
  if (tenantId === undefined || clientId === undefined)
    throw new RefusedError(
      "connector.bad-settings",
      'This connection only hears from Entra ID; to act, set "tenantId", "clientId" and the secret "clientSecret".',
    );
  const token = await clientCredentialsToken(context, {
    tokenUrl: `${loginUrl}/${tenantId}/oauth2/v2.0/token`,
    clientId,
    clientSecret: secrets.clientSecret ?? "",
    scope: `${graphUrl}/.default`,
  });
  const base = `${graphUrl}/v1.0`;
  const call = (method: HttpRequest["method"], url: string, more: Partial<HttpRequest> = {}) =>
    http.request({ method, url, headers: bearerAuth(token), ...more });
  return {
    token,
    async get(path, schema, query) {
      const { status, body } = await call("GET", base + path + queryText(query), { accept: [404] });
      return status === 404 ? undefined : readAnswer(schema, body, "Microsoft Graph", `GET ${path}`);
    },
    async list(path, item, query = {}) {
      const all: z.output<typeof item>[] = [];
      let answer = await call("GET", base + path + queryText(query));
      for (let page = 1; page <= MOST_PAGES; page++) {
        const { value, ...rest } = readAnswer(collectionOf(item), answer.body, "Microsoft Graph", `GET ${path}`);
        all.push(...value);
        const next = rest["@odata.nextLink"];
        if (next === undefined) return all;
        // The token goes to the same collection at the same place, wherever the answer points.
        if (next.split("?")[0] !== base + path) break;
        answer = await call("GET", next);
      }
      throw new RefusedError("connector.bad-answer", `Microsoft Graph's list ${path} does not come to an end.`);
    },
    change: (method, path, body) => call(method, base + path, body === undefined ? {} : { body }),
  };
}

/** With %20 for a space: + is one in forms alone. */
function queryText(query: Record<string, string>): string {
  const pairs = Object.entries(query).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return pairs.length === 0 ? "" : `?${pairs.join("&")}`;
}

const collectionOf = <S extends z.ZodType>(item: S) =>
  z.object({ value: z.array(item), "@odata.nextLink": z.string().optional() });
