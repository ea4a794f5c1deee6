/** The range's ticket system: simulated, to try Cordon on. */
import { defineConnector } from "../../src/connector/connector.ts";
import { createTicket } from "./create-ticket.ts";
import { getTicket } from "./get-ticket.ts";
import { health, settings } from "./settings.ts";
import { updateTicket } from "./update-ticket.ts";

const actions = [createTicket, updateTicket, getTicket];

export default defineConnector({
  id: "range-ticket",
  title: "Range: ticket system (simulated)",
  docs: "range/README.md",
  simulated: true,
  settings,
  secrets: [{ name: "token", title: "The range's token" }],
  actions,
  health: (context) => health(context, actions),
});
