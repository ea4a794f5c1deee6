/** The API of Defender for Endpoint: Entra ID gives the token, everything else takes it. */
import type { z } from "zod";
import { askBearerApi, type BearerAnswer, type BearerRequest } from "../../src/connector/bearer-api.ts";
import { clientCredentialsToken } from "../../src/connector/client-credentials.ts";
import type { ConnectorContext } from "../../src/connector/connector.ts";
import { InputError } from "../../src/errors.ts";
import type { DefenderSettings } from "./settings.ts";

/** A page for each endpoint lies below. */
export const API_DOCS = "https://learn.microsoft.com/defender-endpoint/api";

export type DefenderContext = ConnectorContext<DefenderSettings>;

/** A signed-in conversation of one action. */
export interface DefenderSession {
  /** @throws as {@link askBearerApi}. */
  call<T extends z.ZodType>(request: BearerRequest, schema: T): Promise<BearerAnswer<z.output<T>>>;
  /** As the product's log of actions names who asked for what. */
  token: string;
}

/**
 * A token for all that the application was granted (https://learn.microsoft.com/defender-endpoint/api/exposed-apis-create-app-webapp).
 * @throws InputError `connector.bad-settings` for a connection that only listens; and as {@link clientCredentialsToken}.
 */
export async function signIn(context: DefenderContext): Promise<DefenderSession> {
  const { tenantId, clientId, authority, apiBase } = context.settings;
  if (tenantId === undefined || clientId === undefined)
    throw new InputError(
      "connector.bad-settings",
      "Set tenantId and clientId of this connection: without them it only listens.",
    );
  const token = await clientCredentialsToken(context, {
    tokenUrl: `${authority}/${tenantId}/oauth2/v2.0/token`,
    clientId,
    clientSecret: context.secrets.clientSecret ?? "",
    scope: `${apiBase}/.default`,
  });
  const signedIn = { ...context, settings: { url: `${apiBase}/api` }, secrets: { token } };
  return { call: (request, schema) => askBearerApi(signedIn, request, schema), token };
}

/** What a person wrote as reason, or our name: Defender asks for a comment on every action. */
export function commentOf(reason: string): string {
  return reason.trim() === "" ? "Requested by Cordon" : reason;
}
