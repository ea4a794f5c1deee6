/** The Wazuh server API: Basic authentication buys a short-lived token, everything else takes the token. */
import { z } from "zod";
import type { ConnectorContext, HttpRequest } from "../../src/connector/connector.ts";
import { basicAuth, bearerAuth } from "../../src/connector/credentials.ts";
import { readAnswer } from "../../src/connector/read-answer.ts";
import { RefusedError } from "../../src/errors.ts";
import type { WazuhSettings } from "./settings.ts";

export const API_DOCS = "https://documentation.wazuh.com/current/user-manual/api/reference.html";

export type WazuhContext = ConnectorContext<WazuhSettings>;

/** A signed-in conversation of one action. */
export interface WazuhSession {
  call<S extends z.ZodType>(
    method: HttpRequest["method"],
    path: string,
    schema: S,
    more?: Partial<HttpRequest>,
  ): Promise<z.output<S>>;
}

const Token = z.object({ data: z.object({ token: z.string().min(1) }) });

/** POST /security/user/authenticate. The token stays in this action: a cached one would outlive a change of the user's rights. */
export async function signIn(context: WazuhContext): Promise<WazuhSession> {
  const { settings, secrets } = context;
  const answer = await context.http.request({
    method: "POST",
    url: `${settings.baseUrl}/security/user/authenticate`,
    headers: basicAuth(settings.user, secrets.password ?? ""),
  });
  const { data } = readAnswer(Token, answer.body, "Wazuh", "the sign-in");
  const headers = bearerAuth(data.token);
  return {
    async call(method, path, schema, more = {}) {
      const { body } = await context.http.request({ method, url: settings.baseUrl + path, headers, ...more });
      return readAnswer(schema, body, "Wazuh", `${method} ${path}`);
    },
  };
}

const Failure = z.object({ error: z.object({ code: z.number(), message: z.string().optional() }) });

/** What Wazuh says of a change: which agents it reached and which not. HTTP is 200 either way. */
export const ChangeAnswer = z.object({
  data: z.object({ total_affected_items: z.number().int(), failed_items: z.array(Failure) }),
});

/** @throws RefusedError `connector.rejected` when Wazuh changed nothing. */
export function requireChange(answer: z.output<typeof ChangeAnswer>, what: string): void {
  if (answer.data.total_affected_items > 0 && answer.data.failed_items.length === 0) return;
  const error = answer.data.failed_items[0]?.error;
  const reason = error ? ` (${error.code}${error.message ? `: ${error.message.slice(0, 150)}` : ""})` : "";
  throw new RefusedError("connector.rejected", `Wazuh did not ${what}${reason}.`, {
    details: error ? { wazuhCode: error.code } : {},
  });
}
