/** The simulated ticket system. A person answers and closes tickets by the same calls, saying who they are in `by`. */
import { addComment, type Comment, MACHINE } from "./comments.ts";
import { type Call, definePart, done, ok } from "./part.ts";
import { textField, wordField } from "./read-request.ts";
import { Refusal } from "./refusal.ts";
import { requireVersion, withVersion } from "./version.ts";

const STATES = ["open", "in_progress", "waiting", "solved", "closed"] as const;
const PRIORITIES = ["low", "normal", "high", "urgent"] as const;

interface Ticket {
  id: string;
  subject: string;
  body: string;
  status: (typeof STATES)[number];
  priority: (typeof PRIORITIES)[number];
  queue: string;
  assignee: string;
  resolution: string;
  /** The idempotency key it was opened with, so that its opener can find it. */
  externalKey: string;
  openedBy: string;
  openedAt: string;
  changedAt: string;
  comments: Comment[];
}

export interface TicketState {
  tickets: Ticket[];
}

function find({ state, params }: Call<TicketState>): Ticket {
  const ticket = state.tickets.find((one) => one.id === params.id);
  if (ticket === undefined) throw new Refusal(404, "no_such_ticket", `there is no ticket ${params.id}`);
  return ticket;
}

function open(call: Call<TicketState>) {
  const { state, body, now, key } = call;
  const ticket: Ticket = {
    id: `T-${state.tickets.length + 1001}`,
    subject: textField(body, "subject", 200),
    body: textField(body, "body", 20_000, ""),
    status: "open",
    priority: wordField(body, "priority", PRIORITIES) ?? "normal",
    queue: textField(body, "queue", 100, "") || "security",
    assignee: textField(body, "assignee", 100, ""),
    resolution: "",
    externalKey: key,
    openedBy: textField(body, "by", 100, MACHINE),
    openedAt: now.toISOString(),
    changedAt: now.toISOString(),
    comments: [],
  };
  state.tickets.push(ticket);
  return done(ticket.id, true, ticket, 201);
}

function show(call: Call<TicketState>) {
  const ticket = find(call);
  return withVersion(ok(ticket), ticket);
}

function update(call: Call<TicketState>) {
  const ticket = find(call);
  requireVersion(call, ticket);
  const before = JSON.stringify(ticket);
  const status = wordField(call.body, "status", STATES) ?? ticket.status;
  const resolution = textField(call.body, "resolution", 100, ticket.resolution);
  const assignee = textField(call.body, "assignee", 100, ticket.assignee);
  addComment(ticket.comments, call.body, call.now);
  Object.assign(ticket, { status, resolution, assignee });
  const changed = JSON.stringify(ticket) !== before;
  if (changed) ticket.changedAt = call.now.toISOString();
  return done(ticket.id, changed, ticket);
}

/** What a person does at the end: `{ by, resolution?, comment? }`. */
function close(call: Call<TicketState>) {
  const ticket = find(call);
  const by = textField(call.body, "by", 100);
  const resolution = textField(call.body, "resolution", 100, ticket.resolution);
  if (ticket.status === "closed") throw new Refusal(409, "already_closed", `ticket ${ticket.id} is closed`);
  addComment(ticket.comments, call.body, call.now);
  Object.assign(ticket, {
    status: "closed",
    resolution,
    assignee: ticket.assignee || by,
    changedAt: call.now.toISOString(),
  });
  return done(ticket.id, true, ticket);
}

function search({ state, query }: Call<TicketState>) {
  const key = query.get("externalKey");
  return ok({ tickets: key === null ? state.tickets : state.tickets.filter((one) => one.externalKey === key) });
}

export const ticket = definePart<TicketState>({
  name: "ticket",
  title: "ticket system",
  initial: () => ({ tickets: [] }),
  routes: [
    { method: "GET", path: "/tickets", handle: search },
    { method: "GET", path: "/tickets/:id", handle: show },
    { method: "POST", path: "/tickets", effect: "open-ticket", handle: open },
    { method: "PATCH", path: "/tickets/:id", effect: "update-ticket", handle: update },
    { method: "POST", path: "/tickets/:id/close", effect: "close-ticket", handle: close },
  ],
  show: (state) => [
    {
      title: "Tickets",
      columns: ["id", "subject", "status", "resolution", "priority", "queue", "assignee", "changed", "comments"],
      rows: state.tickets.map((one) => [
        one.id,
        one.subject,
        one.status,
        one.resolution,
        one.priority,
        one.queue,
        one.assignee,
        one.changedAt,
        one.comments.map((comment) => `${comment.author}: ${comment.text}`).join(" · "),
      ]),
    },
  ],
});
