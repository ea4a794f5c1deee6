/** The range's SIEM: simulated, to try Cordon on. */
import { defineConnector } from "../../src/connector/connector.ts";
import { getAlert } from "./get-alert.ts";
import { searchLogs } from "./search-logs.ts";
import { health, settings } from "./settings.ts";
import { updateAlert } from "./update-alert.ts";

const actions = [updateAlert, getAlert, searchLogs];

export default defineConnector({
  id: "range-siem",
  title: "Range: SIEM (simulated)",
  docs: "range/README.md",
  simulated: true,
  settings,
  secrets: [{ name: "token", title: "The range's token" }],
  actions,
  health: (context) => health(context, actions),
});
