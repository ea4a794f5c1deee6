import { defineConnector } from "../../src/connector/connector.ts";
import { createTicketAction } from "./create-ticket.ts";
import { getTicketAction } from "./get-ticket.ts";
import { checkHealth } from "./health.ts";
import { REST_DOCS } from "./rest.ts";
import { requestTrackerSettings } from "./settings.ts";
import { updateTicketAction } from "./update-ticket.ts";

export default defineConnector({
  id: "request-tracker",
  title: "Request Tracker",
  docs: REST_DOCS,
  settings: requestTrackerSettings,
  secrets: [
    { name: "token", title: "Authentication token", optional: true },
    { name: "password", title: "Password of the account", optional: true },
  ],
  actions: [createTicketAction, updateTicketAction, getTicketAction],
  health: checkHealth,
});
