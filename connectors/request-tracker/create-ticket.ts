import { createTicket } from "../../src/connector/capabilities/record.ts";
import { defineAction } from "../../src/connector/connector.ts";
import { RefusedError } from "../../src/errors.ts";
import { callRest, effectLink, findByEffect, REST_DOCS, type RequestTrackerContext } from "./rest.ts";
import { priorityInRt } from "./scales.ts";
import type { RequestTrackerSettings } from "./settings.ts";

/** POST /ticket. A ticket that an earlier attempt of the same effect opened is found by its link and not opened again. */
export const createTicketAction = defineAction<
  RequestTrackerSettings,
  typeof createTicket.input,
  typeof createTicket.output
>({
  capability: createTicket,
  docs: `${REST_DOCS}#Tickets`,
  permissions: ["SeeQueue", "CreateTicket", "ShowTicket", "ModifyTicket"],
  // RT itself would open a second ticket; read back before a second try.
  idempotent: false,
  async run(context, input) {
    const earlier = await findByEffect(context);
    if (earlier !== undefined) return opened(context, earlier);
    const { body } = await callRest(context, "POST", "/ticket", {
      body: {
        Queue: input.queue || context.settings.queue,
        Subject: input.subject.replace(/\s+/g, " "),
        Content: input.body,
        ContentType: "text/plain",
        Priority: priorityInRt(input.priority),
        RefersTo: effectLink(context),
      },
    });
    const id = (body as { id?: unknown } | null)?.id;
    if (typeof id !== "string" && typeof id !== "number")
      throw new RefusedError("connector.bad-answer", "Request Tracker opened a ticket and did not say its number.");
    return opened(context, String(id));
  },
  async readBack(context) {
    const id = await findByEffect(context);
    return id === undefined ? { inForce: "no", seen: {} } : { inForce: "yes", seen: { ...opened(context, id) } };
  },
});

function opened(context: RequestTrackerContext, id: string): { id: string; url: string } {
  return { id, url: `${context.settings.baseUrl}/Ticket/Display.html?id=${id}` };
}
