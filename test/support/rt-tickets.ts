/** Request Tracker as its own users see it, by its REST 2 and nothing of ours. */
import type { RunningRequestTracker } from "./real/request-tracker.ts";

export interface RtTicket {
  id: string;
  Subject: string;
  Status: string;
}

/** All tickets, the oldest first. */
export async function ticketsIn(tracker: RunningRequestTracker): Promise<RtTicket[]> {
  const query = encodeURIComponent("id > 0");
  const found = (await rest(tracker, "GET", `/tickets?query=${query}&orderby=id&order=ASC&fields=Subject,Status`)) as {
    items: RtTicket[];
  };
  return found.items.map(({ id, Subject, Status }) => ({ id: String(id), Subject, Status }));
}

/** Changes a ticket as a person at the desk would. */
export async function changeTicket(tracker: RunningRequestTracker, id: string, fields: object): Promise<void> {
  await rest(tracker, "PUT", `/ticket/${id}`, fields);
}

/** Every text that was written on a ticket, the oldest first. */
export async function writtenOn(tracker: RunningRequestTracker, id: string): Promise<string[]> {
  const path = `/ticket/${id}/attachments?per_page=100&orderby=id&order=ASC&fields=Content`;
  const { items } = (await rest(tracker, "GET", path)) as { items: { Content?: string }[] };
  return items.map(({ Content }) => Content ?? "").filter((text) => text !== "");
}

async function rest(tracker: RunningRequestTracker, method: string, path: string, body?: object): Promise<unknown> {
  const { url, user, password } = tracker;
  const answer = await fetch(`${url}/REST/2.0${path}`, {
    method,
    headers: {
      authorization: `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`,
      "content-type": "application/json",
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`Request Tracker answered ${answer.status} to ${path}: ${text.slice(0, 300)}`);
  return JSON.parse(text);
}
