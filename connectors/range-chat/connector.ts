/** The range's chat: simulated, to try Cordon on. */
import { defineConnector } from "../../src/connector/connector.ts";
import { postMessage } from "./post-message.ts";
import { health, settings } from "./settings.ts";

const actions = [postMessage];

export default defineConnector({
  id: "range-chat",
  title: "Range: chat (simulated)",
  docs: "range/README.md",
  simulated: true,
  settings,
  secrets: [{ name: "token", title: "The range's token" }],
  actions,
  health: (context) => health(context, actions),
});
