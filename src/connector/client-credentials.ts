/** Access tokens of OAuth 2 (RFC 6749) for an application that acts in its own name, as products hand them to connectors. */
import { z } from "zod";
import { RefusedError } from "../errors.ts";
import type { ConnectorContext } from "./connector.ts";
import { printableExcerpt } from "./http-status.ts";
import { redactSecrets } from "./redact.ts";

export interface ClientCredentials {
  tokenUrl: string;
  clientId: string;
  clientSecret: string;
  /** Left out when empty: the product then grants what the application has. */
  scope?: string;
}

/** RFC 6749, 5.1. */
const Granted = z.object({ access_token: z.string().min(1).max(20_000) });

/** RFC 6749, 5.2; a few products say it in words of their own, which the excerpt shows. */
const Refused = z.object({ error: z.string().max(200), error_description: z.string().optional() });

/**
 * A token by the client's own right (RFC 6749, 4.4), the client named in the body (2.3.1). It is meant for one action and is kept nowhere: a
 * kept one would outlive a change of the application's rights.
 * @throws as {@link requestToken}.
 */
export function clientCredentialsToken(
  context: Pick<ConnectorContext, "http">,
  { tokenUrl, clientId, clientSecret, scope = "" }: ClientCredentials,
): Promise<string> {
  return requestToken(context, tokenUrl, {
    grant_type: "client_credentials",
    client_id: clientId,
    client_secret: clientSecret,
    ...(scope === "" ? {} : { scope }),
  });
}

/**
 * One request at a token endpoint, with the fields of any grant.
 * @throws RefusedError `connector.forbidden` with the endpoint's reason when it grants none, `connector.bad-answer` for an answer without a
 * token; and what {@link HttpClient} throws.
 */
export async function requestToken(
  { http }: Pick<ConnectorContext, "http">,
  tokenUrl: string,
  fields: Record<string, string>,
): Promise<string> {
  const { status, body } = await http.request({
    method: "POST",
    url: tokenUrl,
    headers: { "content-type": "application/x-www-form-urlencoded", accept: "application/json" },
    body: new URLSearchParams(fields).toString(),
    accept: [400, 401, 403],
  });
  if (status < 200 || status > 299) throw notGranted(status, body, fields);
  const granted = Granted.safeParse(body);
  if (granted.success) return granted.data.access_token;
  // Not quoted: a token under another name would be a secret that nobody knows yet.
  throw new RefusedError("connector.bad-answer", "The token endpoint answered without an access token.", {
    details: { status },
  });
}

function notGranted(status: number, body: unknown, fields: Record<string, string>): RefusedError {
  const refused = Refused.safeParse(body);
  const said = refused.success
    ? [refused.data.error, refused.data.error_description ?? ""].filter(Boolean).join(": ")
    : typeof body === "string"
      ? body
      : JSON.stringify(body);
  // Blanked out before it is cut, so that no half of a secret is left at the cut.
  const reason = printableExcerpt(redactSecrets(said.slice(0, 16_000), secretsOf(fields)));
  return new RefusedError(
    "connector.forbidden",
    `The token endpoint granted no access (${status})${reason === "" ? "" : `: ${reason}`}; check the client's id, secret and scope.`,
    { details: { status, sent: true } },
  );
}

/** What proves who asks, by RFC 6749's own names. */
function secretsOf({ client_secret = "", refresh_token = "", client_assertion = "" }: Record<string, string>) {
  return [client_secret, refresh_token, client_assertion];
}
