/** A ticket as the range's ticket system shows it, and its words for ours. */
import { z } from "zod";
import { askBearerApi, pathPart } from "../../src/connector/bearer-api.ts";
import type { ConnectorContext } from "../../src/connector/connector.ts";
import type { Priority, Status } from "../../src/model/scale.ts";
import type { Settings } from "./settings.ts";

export const TICKET_STATUS = {
  new: "open",
  "in-progress": "in_progress",
  "on-hold": "waiting",
  resolved: "solved",
  closed: "closed",
} as const satisfies Record<Status, string>;

export const STATUS_OF_TICKET: Record<(typeof TICKET_STATUS)[Status], Status> = {
  open: "new",
  in_progress: "in-progress",
  waiting: "on-hold",
  solved: "resolved",
  closed: "closed",
};

export const TICKET_PRIORITY: Record<Priority, string> = {
  unknown: "normal",
  low: "low",
  medium: "normal",
  high: "high",
  critical: "urgent",
};

export const Ticket = z.object({
  id: z.string(),
  subject: z.string(),
  status: z.enum(["open", "in_progress", "waiting", "solved", "closed"]),
  resolution: z.string(),
  comments: z.array(z.object({ id: z.string(), author: z.string(), text: z.string() })),
});
export type Ticket = z.output<typeof Ticket>;

/** `GET /tickets/{id}`, with its ETag. */
export async function readTicket(
  context: ConnectorContext<Settings>,
  id: string,
): Promise<{ ticket: Ticket; version: string }> {
  const { data, version } = await askBearerApi(context, { method: "GET", path: `/tickets/${pathPart(id)}` }, Ticket);
  return { ticket: data!, version };
}

/** Where a ticket is read. */
export function ticketUrl(settings: Settings, id: string): string {
  return `${settings.url.replace(/\/+$/, "")}/tickets/${pathPart(id)}`;
}
