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

/** Everything that was written on a ticket, as text. */
export async function writtenOn(tracker: RunningRequestTracker, id: string): Promise<string> {
  const { items } = (await rest(tracker, "GET", `/ticket/${id}/history?per_page=100`)) as { items: { id: string }[] };
  const texts = await Promise.all(items.map((item) => contentOf(tracker, item.id)));
  return texts.join("\n");
}

async function contentOf(tracker: RunningRequestTracker, transaction: string): Promise<string> {
  const found = (await rest(tracker, "GET", `/transaction/${transaction}/attachments?fields=Content`)) as {
    items: { Content?: string }[];
  };
  return found.items.map(({ Content }) => Buffer.from(Content ?? "", "base64").toString("utf8")).join("\n");
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
