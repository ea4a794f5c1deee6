import { z } from "zod";
import { tellBearerApi } from "../../src/connector/bearer-api.ts";
import { createTicket as capability } from "../../src/connector/capabilities/record.ts";
import { defineAction } from "../../src/connector/connector.ts";
import type { Settings } from "./settings.ts";
import { TICKET_PRIORITY, Ticket, ticketUrl } from "./ticket.ts";

/** `POST /tickets`; the idempotency key stays on the ticket, so that it is found again by `GET /tickets?externalKey=`. */
export const createTicket = defineAction<Settings, typeof capability.input, typeof capability.output>({
  capability,
  docs: "range/README.md#ticket",
  permissions: ["range: write"],
  idempotent: true,
  async run(context, { subject, body, priority, queue }) {
    const ticket = await tellBearerApi(
      context,
      {
        method: "POST",
        path: "/tickets",
        body: { subject, body, priority: TICKET_PRIORITY[priority], queue: queue || context.settings.queue },
      },
      Ticket,
    );
    return { id: ticket.id, url: ticketUrl(context.settings, ticket.id) };
  },
  async readBack(context) {
    const query = { externalKey: context.idempotencyKey };
    const { tickets } = await tellBearerApi(
      context,
      { method: "GET", path: "/tickets", query },
      z.object({ tickets: z.array(Ticket) }),
    );
    const ticket = tickets[0];
    if (ticket === undefined) return { inForce: "no", seen: {} };
    return {
      inForce: "yes",
      seen: { id: ticket.id, url: ticketUrl(context.settings, ticket.id), status: ticket.status },
    };
  },
});
