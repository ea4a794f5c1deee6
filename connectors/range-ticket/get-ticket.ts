import { getTicket as capability } from "../../src/connector/capabilities/record.ts";
import { defineAction } from "../../src/connector/connector.ts";
import { Disposition } from "../../src/model/scale.ts";
import type { Settings } from "./settings.ts";
import { readTicket, STATUS_OF_TICKET } from "./ticket.ts";

/** `GET /tickets/{id}`; a resolution in words of its own reads as an unknown disposition. */
export const getTicket = defineAction<Settings, typeof capability.input, typeof capability.output>({
  capability,
  docs: "range/README.md#ticket",
  permissions: ["range: read"],
  idempotent: true,
  async run(context, { id }) {
    const { ticket, version } = await readTicket(context, id);
    const disposition = Disposition.safeParse(ticket.resolution);
    return {
      status: STATUS_OF_TICKET[ticket.status],
      disposition: disposition.success ? disposition.data : "unknown",
      subject: ticket.subject,
      comments: ticket.comments.filter((one) => one.author !== context.settings.account),
      version,
    };
  },
});
