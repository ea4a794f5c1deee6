/** Slack's Web API: every answer is 200 with `ok`, and `error` says what was wrong. https://docs.slack.dev/apis/web-api */
import type { ConnectorContext, HttpAnswer } from "../../src/connector/connector.ts";
import { bearerAuth } from "../../src/connector/credentials.ts";
import { type CordonError, RefusedError, TransientError } from "../../src/errors.ts";
import type { SlackSettings } from "./settings.ts";

export type SlackContext = ConnectorContext<SlackSettings>;

const FORM = "application/x-www-form-urlencoded";
const NOT_FOUND = new Set(["channel_not_found", "not_in_channel", "is_archived"]);
const FORBIDDEN = new Set([
  "not_authed",
  "invalid_auth",
  "account_inactive",
  "token_revoked",
  "token_expired",
  "no_permission",
  "missing_scope",
  "not_allowed_token_type",
  "ekm_access_denied",
  "org_login_required",
  "restricted_action",
  "access_denied",
  "team_access_not_granted",
]);
const TEMPORARY = new Set([
  "ratelimited",
  "rate_limited",
  "internal_error",
  "fatal_error",
  "service_unavailable",
  "request_timeout",
  "team_added_to_org",
]);

/** Calls one method: a GET without arguments, else a POST with a form, which every method takes. @throws RefusedError or TransientError by Slack's own error code. */
export async function callMethod(
  context: SlackContext,
  method: string,
  form?: Record<string, string>,
): Promise<{ body: Record<string, unknown>; headers: HttpAnswer["headers"] }> {
  const auth = bearerAuth(context.secrets.token ?? "");
  const url = `${context.settings.baseUrl}/${method}`;
  const answer = form
    ? await context.http.request({
        method: "POST",
        url,
        headers: { ...auth, "content-type": FORM },
        body: new URLSearchParams(form).toString(),
      })
    : await context.http.request({ method: "GET", url, headers: auth });
  const said = answer.body as { ok?: unknown; error?: unknown } | null;
  if (said?.ok === true) return { body: said as Record<string, unknown>, headers: answer.headers };
  throw errorOf(method, typeof said?.error === "string" ? said.error : undefined);
}

function errorOf(method: string, slackError: string | undefined): CordonError {
  if (slackError === undefined || !/^[a-z_]{1,60}$/.test(slackError))
    return new RefusedError("connector.bad-answer", `Slack answered ${method} without saying whether it was ok.`);
  const details = { slackError };
  const message = `Slack refused ${method}: ${slackError}.`;
  if (TEMPORARY.has(slackError))
    return new TransientError(
      slackError.startsWith("rate") ? "connector.rate-limited" : "connector.unavailable",
      message,
      { details },
    );
  if (NOT_FOUND.has(slackError))
    return new RefusedError(
      "connector.not-found",
      `${message} Invite the app to the channel, or correct the channel.`,
      { details },
    );
  if (FORBIDDEN.has(slackError))
    return new RefusedError("connector.forbidden", `${message} The token needs the scope chat:write.`, { details });
  return new RefusedError("connector.rejected", message, { details });
}

/**
 * Text as Slack shows it literally: with &, < and > escaped nothing in it becomes a mention, a link with another face or a channel-wide call.
 * https://docs.slack.dev/messaging/formatting-message-text#escaping
 */
export function literalText(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
}
