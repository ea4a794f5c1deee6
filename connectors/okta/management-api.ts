/** Okta's management API, asked with an API token, which may do what the administrator may who made it. */
import type { z } from "zod";
import type { ConnectorContext, HttpRequest } from "../../src/connector/connector.ts";
import { readAnswer } from "../../src/connector/read-answer.ts";
import { RefusedError } from "../../src/errors.ts";
import type { OktaSettings } from "./settings.ts";

export const API_DOCS = "https://developer.okta.com/docs/api/openapi/okta-management/management";

export type OktaContext = ConnectorContext<OktaSettings>;

type Question = Pick<HttpRequest, "query" | "accept">;

/** Pages of one list; Okta gives up to some hundred entries on each. */
const MOST_PAGES = 20;

/**
 * The answer of one call; undefined when its status is one of `accept`.
 * @throws what the HTTP client throws; RefusedError `connector.bad-settings` without an address, `connector.bad-answer`.
 */
export async function ask<S extends z.ZodType>(
  context: OktaContext,
  path: string,
  schema: S,
  question: Question = {},
): Promise<z.output<S> | undefined> {
  const { status, body } = await call(context, "GET", path, question);
  return status === 200 ? readAnswer(schema, body, "Okta", `GET ${path}`) : undefined;
}

/** As {@link ask}, for a list that Okta gives in pages (`Link` with rel="next", RFC 8288). @throws as `ask`, and when the list has no end. */
export async function askAll<S extends z.ZodType>(
  context: OktaContext,
  path: string,
  schema: z.ZodArray<S>,
): Promise<z.output<S>[]> {
  const all: z.output<S>[] = [];
  let query: Record<string, string> = {};
  for (let page = 0; page < MOST_PAGES; page++) {
    const { headers, body } = await call(context, "GET", path, { query });
    all.push(...readAnswer(schema, body, "Okta", `GET ${path}`));
    const [, next = ""] = /<([^<>]*)>;\s*rel="next"/.exec(headers.link ?? "") ?? [];
    // Only the cursor is taken over: the address that is asked stays ours.
    const after = URL.canParse(next) ? new URL(next).searchParams.get("after") : null;
    if (after === null) return all;
    query = { after };
  }
  throw new RefusedError("connector.bad-answer", `Okta's list ${path} goes on after ${MOST_PAGES} pages.`);
}

/** A change; Okta's answer to it says nothing that is not read back. */
export async function tell(
  context: OktaContext,
  method: "POST" | "DELETE",
  path: string,
  question: Question = {},
): Promise<void> {
  await call(context, method, path, question);
}

function call({ settings, secrets, http }: OktaContext, method: HttpRequest["method"], path: string, more: Question) {
  if (settings.baseUrl === undefined)
    throw new RefusedError(
      "connector.bad-settings",
      'This connection only hears from Okta; to act, set "baseUrl" and the secret "token".',
    );
  const headers = { authorization: `SSWS ${secrets.token ?? ""}`, accept: "application/json" };
  return http.request({ method, url: settings.baseUrl + path, headers, ...more });
}
