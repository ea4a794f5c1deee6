/** CrowdSec's local API as a machine uses it: its password buys a token for an hour, everything else takes the token. */
import { z } from "zod";
import type { ConnectorContext, HttpRequest } from "../../src/connector/connector.ts";
import { bearerAuth } from "../../src/connector/credentials.ts";
import { readAnswer } from "../../src/connector/read-answer.ts";
import { InputError } from "../../src/errors.ts";
import type { CrowdsecSettings } from "./settings.ts";

export const LAPI_DOCS = "https://crowdsecurity.github.io/api_doc/lapi/";

export type CrowdsecContext = ConnectorContext<CrowdsecSettings>;

/** A signed-in conversation of one action. */
export interface LocalApi {
  call<S extends z.ZodType>(
    method: HttpRequest["method"],
    path: string,
    schema: S,
    more?: Partial<HttpRequest>,
  ): Promise<z.output<S>>;
}

/** A machine whose program says no version is refused as though its password were wrong. */
const WITH_VERSION = { "user-agent": "cordon/1" };

const Token = z.object({ token: z.string().min(1) });

/** POST /watchers/login. The token stays in this action: a cached one would outlive the machine. */
export async function signIn({ settings, secrets, http }: CrowdsecContext): Promise<LocalApi> {
  const { baseUrl, machineId } = settings;
  if (baseUrl === undefined)
    throw new InputError("connector.bad-settings", "Set baseUrl of this connection: without it it only listens.");
  const request = async <S extends z.ZodType>(schema: S, asked: HttpRequest): Promise<z.output<S>> => {
    const { body } = await http.request(asked);
    return readAnswer(schema, body, "CrowdSec", `${asked.method} ${new URL(asked.url).pathname}`);
  };
  const { token } = await request(Token, {
    method: "POST",
    url: `${baseUrl}/v1/watchers/login`,
    headers: WITH_VERSION,
    body: { machine_id: machineId, password: secrets.password ?? "", scenarios: [] },
  });
  const headers = bearerAuth(token);
  return {
    call: (method, path, schema, more = {}) =>
      request(schema, { method, url: `${baseUrl}/v1${path}`, headers, ...more }),
  };
}
