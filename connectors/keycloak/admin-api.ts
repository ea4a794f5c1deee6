/** Keycloak's admin API: a client's credentials buy a short-lived token, everything else takes the token. */
import type { z } from "zod";
import { pathPart } from "../../src/connector/bearer-api.ts";
import { clientCredentialsToken } from "../../src/connector/client-credentials.ts";
import type { ConnectorContext, HttpRequest } from "../../src/connector/connector.ts";
import { bearerAuth } from "../../src/connector/credentials.ts";
import { readAnswer } from "../../src/connector/read-answer.ts";
import { InputError } from "../../src/errors.ts";
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

/**
 * POST /realms/{realm}/protocol/openid-connect/token. The token stays in this action: a cached one would outlive a change of the client's rights.
 * @throws InputError `connector.bad-settings` of a connection that only listens; and as {@link clientCredentialsToken}.
 */
export async function signIn(context: KeycloakContext): Promise<AdminSession> {
  const { settings, secrets, http } = context;
  const { baseUrl, realm, clientRealm = realm, clientId } = settings;
  if (baseUrl === undefined)
    throw new InputError("connector.bad-settings", "Set baseUrl of this connection: without it it only listens.");
  const tokenUrl = `${baseUrl}/realms/${pathPart(clientRealm)}/protocol/openid-connect/token`;
  const credentials = { tokenUrl, clientId, clientSecret: secrets.clientSecret ?? "" };
  const headers = bearerAuth(await clientCredentialsToken(context, credentials));
  return {
    async call(method, path, schema, more = {}) {
      const url = `${baseUrl}/admin/realms/${pathPart(realm)}${path}`;
      const { body } = await http.request({ method, url, headers, ...more });
      return readAnswer(schema, body, "Keycloak", `${method} ${path}`);
    },
  };
}
