/** An access token for one session: by the application's own right (RFC 6749, 4.4), or by a refresh token that a person gave it (6). */
import { z } from "zod";
import { RefusedError } from "../../src/errors.ts";
import type { MailContext } from "./mailbox.ts";
import type { ImapSettings } from "./settings.ts";

/** RFC 6749, 5.1. */
const Answer = z.object({ access_token: z.string().min(1).max(20_000) });

/** @throws RefusedError `connector.bad-settings` without a secret for it, `connector.bad-answer`; and what the HTTP client throws. */
export async function accessToken(
  { http, secrets }: Pick<MailContext, "http" | "secrets">,
  { tokenUrl, clientId, scope }: NonNullable<ImapSettings["oauth"]>,
): Promise<string> {
  const { clientSecret, refreshToken } = secrets;
  if (!clientSecret && !refreshToken)
    throw new RefusedError("connector.bad-settings", 'imap.oauth needs the secret "clientSecret" or "refreshToken".');
  const fields = new URLSearchParams({
    client_id: clientId,
    ...(clientSecret ? { client_secret: clientSecret } : {}),
    ...(refreshToken
      ? { grant_type: "refresh_token", refresh_token: refreshToken }
      : { grant_type: "client_credentials" }),
    ...(scope === "" ? {} : { scope }),
  });
  const headers = { "content-type": "application/x-www-form-urlencoded", accept: "application/json" };
  const { body } = await http.request({ method: "POST", url: tokenUrl, headers, body: fields.toString() });
  const checked = Answer.safeParse(body);
  if (checked.success) return checked.data.access_token;
  throw new RefusedError("connector.bad-answer", "The token endpoint answered without an access token.");
}
