/** Keycloak's admin API: a client's credentials buy a short-lived token (RFC 6749, 4.4), everything else takes the token. */
import { z } from "zod";
import { pathPart } from "../../src/connector/bearer-api.ts";
import type { ConnectorContext, HttpRequest } from "../../src/connector/connector.ts";
import { bearerAuth } from "../../src/connector/credentials.ts";
import { issueText } from "../../src/connector/invoke.ts";
import { InputError, RefusedError } from "../../src/errors.ts";
import type { KeycloakSettings } from "./settings.ts";

export const ADMIN_DOCS = "https://www.keycloak.org/docs-api/latest/rest-api/index.html";

export type KeycloakContext = ConnectorContext<KeycloakSettings>;

/** A signed-in conversation of one action. */
export interface AdminSession {
  /** Below the realm of the accounts. */
  call<S extends z.ZodType>(
    method: HttpRequest["method"],
    path: string,
    schema: S,
    more?: Partial<HttpRequest>,
  ): Promise<z.output<S>>;
}

const Token = z.object({ access_token: z.string().min(1) });

/**
 * POST /realms/{realm}/protocol/openid-connect/token. The token stays in this action: a cached one would outlive a change of the client's rights.
 * @throws RefusedError `connector.forbidden` where the client or its secret is wrong.
 */
export async function signIn(context: KeycloakContext): Promise<AdminSession> {
  const { settings, secrets, http } = context;
  const { baseUrl, realm, clientRealm = realm, clientId } = settings;
  if (baseUrl === undefined)
    throw new InputError("connector.bad-settings", "Set baseUrl of this connection: without it it only listens.");
  const answer = await http.request({
    method: "POST",
    url: `${baseUrl}/realms/${pathPart(clientRealm)}/protocol/openid-connect/token`,
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({
      ...{ grant_type: "client_credentials", client_id: clientId, client_secret: secrets.clientSecret ?? "" },
    }).toString(),
    // A wrong client is told by 400 or 401, as RFC 6749, 5.2 says.
    accept: [400, 401],
  });
  if (answer.status !== 200)
    throw new RefusedError(
      "connector.forbidden",
      `Keycloak does not let the client "${clientId}" sign in to the realm "${clientRealm}": check its secret, and that it has a service account.`,
      { details: { status: answer.status, sent: false } },
    );
  const headers = bearerAuth(read(Token, answer.body, "the sign-in").access_token);
  return {
    async call(method, path, schema, more = {}) {
      const url = `${baseUrl}/admin/realms/${pathPart(realm)}${path}`;
      const { body } = await http.request({ method, url, headers, ...more });
      return read(schema, body, `${method} ${path}`);
    },
  };
}

function read<S extends z.ZodType>(schema: S, body: unknown, what: string): z.output<S> {
  const answer = schema.safeParse(body);
  if (answer.success) return answer.data;
  throw new RefusedError(
    "connector.bad-answer",
    `Keycloak answered ${what} in an unknown form: ${issueText(answer.error)}.`.slice(0, 500),
  );
}
