import { pathPart, tellBearerApi } from "../../src/connector/bearer-api.ts";
import { updateTicket as capability } from "../../src/connector/capabilities/record.ts";
import { defineAction } from "../../src/connector/connector.ts";
import type { Settings } from "./settings.ts";
import { readTicket, TICKET_STATUS, Ticket } from "./ticket.ts";

/** `PATCH /tickets/{id}`; what is left out stays as it is. `ifVersion` goes as If-Match. */
export const updateTicket = defineAction<Settings, typeof capability.input, typeof capability.output>({
  capability,
  docs: "range/README.md#ticket",
  permissions: ["range: write"],
  idempotent: true,
  async run(context, { id, status, disposition, comment, ifVersion }) {
    const body = {
      by: context.settings.account,
      ...(status === undefined ? {} : { status: TICKET_STATUS[status] }),
      ...(disposition === undefined ? {} : { resolution: disposition }),
      ...(comment === undefined ? {} : { comment }),
    };
    await tellBearerApi(context, { method: "PATCH", path: `/tickets/${pathPart(id)}`, body, ifVersion }, Ticket);
    return {};
  },
  async readBack(context, { id, status, disposition, comment }) {
    const { ticket } = await readTicket(context, id);
    const own = ticket.comments.filter((one) => one.author === context.settings.account);
    const inForce =
      (status === undefined || ticket.status === TICKET_STATUS[status]) &&
      (disposition === undefined || ticket.resolution === disposition) &&
      (!comment || own.some((one) => one.text === comment));
    return {
      inForce: inForce ? "yes" : "no",
      seen: { status: ticket.status, resolution: ticket.resolution, ownComments: own.length },
    };
  },
});
