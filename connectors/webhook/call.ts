/** One request of a playbook to a system without a connector of its own. */
import type { ConnectorContext, HttpAnswer, HttpRequest } from "../../src/connector/connector.ts";
import { bearerAuth } from "../../src/connector/credentials.ts";
import { InputError } from "../../src/errors.ts";
import type { WebhookSettings } from "./settings.ts";

/** The Idempotency-Key header, as it is coming to be standardized; also what these actions are documented by, since each system has its own. */
export const WEBHOOK_DOCS = "https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/";
export const WEBHOOK_PERMISSIONS = ["Whatever the system asks of who calls this path"];

export type WebhookContext = ConnectorContext<WebhookSettings>;

interface WebhookRequest {
  path: string;
  query: Record<string, string>;
  body?: Record<string, unknown>;
}

/** Sends it with the connection's credentials; a changing call carries the effect's key. */
export async function callWebhook(
  context: WebhookContext,
  method: "GET" | "POST",
  request: WebhookRequest,
): Promise<Pick<HttpAnswer, "status" | "body">> {
  const { settings, secrets } = context;
  const headers: Record<string, string> = {
    ...(secrets.token ? bearerAuth(secrets.token) : {}),
    ...(secrets.headerValue ? { [settings.headerName]: secrets.headerValue } : {}),
    ...(method === "POST" ? { "idempotency-key": context.idempotencyKey } : {}),
  };
  const url = insideBase(settings.baseUrl, request.path);
  const toSend: HttpRequest = {
    method,
    url,
    query: request.query,
    headers,
    ...(request.body === undefined ? {} : { body: request.body }),
  };
  const { status, body } = await context.http.request(toSend);
  return { status, body };
}

/** The address of a path under the base, also when values from alerts are part of it: `..`, encoded dots, backslashes and `#` lead nowhere else. */
export function insideBase(baseUrl: string, path: string): string {
  const base = new URL(`${baseUrl}/`);
  const text = baseUrl + path;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (
    !url ||
    url.origin !== base.origin ||
    !url.pathname.startsWith(base.pathname) ||
    url.hash !== "" ||
    /%2e|%2f|%5c/i.test(url.pathname)
  ) {
    throw new InputError(
      "connector.bad-input",
      `The path "${path.slice(0, 100)}" leads out of the connection's base URL, or hides where it leads; expected a plain path below it.`,
    );
  }
  return url.href;
}
