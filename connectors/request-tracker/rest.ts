/** Request Tracker 5 over REST 2.0: https://docs.bestpractical.com/rt/5.0/RT/REST2.html */
import type { ConnectorContext, HttpAnswer, HttpRequest } from "../../src/connector/connector.ts";
import { basicAuth } from "../../src/connector/credentials.ts";
import { versionOf } from "../../src/connector/etag.ts";
import { referenceOf } from "../../src/connector/reference.ts";
import { RefusedError } from "../../src/errors.ts";
import type { RequestTrackerSettings } from "./settings.ts";

export const REST_DOCS = "https://docs.bestpractical.com/rt/5.0/RT/REST2.html";

export type RequestTrackerContext = ConnectorContext<RequestTrackerSettings>;

/** Calls one REST 2.0 path as the connection's account. */
export function callRest(
  context: RequestTrackerContext,
  method: HttpRequest["method"],
  path: string,
  more: Partial<Omit<HttpRequest, "headers">> = {},
  headers: Record<string, string> = {},
): Promise<HttpAnswer> {
  return context.http.request({
    method,
    url: `${context.settings.baseUrl}/REST/2.0${path}`,
    headers: { ...credentials(context), ...headers },
    ...more,
  });
}

function credentials({ settings, secrets }: RequestTrackerContext): Record<string, string> {
  if (secrets.token) return { authorization: `token ${secrets.token}` };
  if (settings.user && secrets.password) return basicAuth(settings.user, secrets.password);
  throw new RefusedError(
    "connector.bad-settings",
    'Request Tracker needs the secret "token", or the setting "user" with the secret "password".',
  );
}

/** The path of a ticket; RT ids are numbers, and nothing else is put into a path. */
export function ticketPath(id: string): string {
  if (!/^\d{1,15}$/.test(id))
    throw new RefusedError(
      "connector.not-found",
      `"${id.slice(0, 50)}" is not a Request Tracker ticket; expected its number.`,
    );
  return `/ticket/${id}`;
}

/** The external link by which a ticket is found again; links are searchable without any configuration and stay out of people's way. */
export function effectLink(context: RequestTrackerContext): string {
  return `urn:cordon:effect:${referenceOf(context.idempotencyKey)}`;
}

/** The subject of comments Cordon writes; people's comments have another, so the two are told apart whoever signs in. */
export const COMMENT_MARK = "Cordon";
export function commentSubject(context: RequestTrackerContext): string {
  return `${COMMENT_MARK} ${referenceOf(context.idempotencyKey).slice(0, 12)}`;
}

/** The number of the ticket that this effect opened, if it did. */
export async function findByEffect(context: RequestTrackerContext): Promise<string | undefined> {
  const answer = await callRest(context, "GET", "/tickets", {
    query: { query: `RefersTo = '${effectLink(context)}'`, per_page: "1" },
  });
  const [first] = items(answer);
  return first === undefined ? undefined : String(first.id);
}

/** The records of a paged answer. */
export function items(answer: HttpAnswer): Record<string, unknown>[] {
  const list = (answer.body as { items?: unknown } | null)?.items;
  if (!Array.isArray(list))
    throw new RefusedError("connector.bad-answer", "Request Tracker answered a list without items.");
  return list as Record<string, unknown>[];
}

export interface TicketRecord {
  Status: string;
  Subject: string;
  CustomFields: { name?: string; values?: string[] }[];
  /** The newest transaction's number as an ETag: every edit, comment and reply makes it another. */
  version: string;
}

/** One ticket. @throws RefusedError `connector.not-found`. */
export async function readTicket(context: RequestTrackerContext, id: string): Promise<TicketRecord> {
  const { body, headers } = await callRest(context, "GET", ticketPath(id));
  const ticket = body as Partial<TicketRecord> | null;
  if (typeof ticket?.Status !== "string")
    throw new RefusedError("connector.bad-answer", `Request Tracker answered ticket ${id} without a status.`);
  return {
    Status: ticket.Status,
    Subject: ticket.Subject ?? "",
    CustomFields: Array.isArray(ticket.CustomFields) ? ticket.CustomFields : [],
    version: versionOf(headers),
  };
}
