/** An access token for one session: by the application's own right (RFC 6749, 4.4), or by a refresh token that a person gave it (6). */
import { requestToken } from "../../src/connector/client-credentials.ts";
import { RefusedError } from "../../src/errors.ts";
import type { MailContext } from "./mailbox.ts";
import type { ImapSettings } from "./settings.ts";

/** @throws RefusedError `connector.bad-settings` without a secret for it; and as {@link requestToken}. */
export async function accessToken(
  { http, secrets }: Pick<MailContext, "http" | "secrets">,
  { tokenUrl, clientId, scope }: NonNullable<ImapSettings["oauth"]>,
): Promise<string> {
  const { clientSecret, refreshToken } = secrets;
  if (!clientSecret && !refreshToken)
    throw new RefusedError("connector.bad-settings", 'imap.oauth needs the secret "clientSecret" or "refreshToken".');
  return requestToken({ http }, tokenUrl, {
    client_id: clientId,
    ...(clientSecret ? { client_secret: clientSecret } : {}),
    ...(refreshToken
      ? { grant_type: "refresh_token", refresh_token: refreshToken }
      : { grant_type: "client_credentials" }),
    ...(scope === "" ? {} : { scope }),
  });
}
