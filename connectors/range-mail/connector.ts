/** The range's mail system: simulated, to try Cordon on. */
import { defineConnector } from "../../src/connector/connector.ts";
import { quarantineMail } from "./quarantine-mail.ts";
import { restoreMail } from "./restore-mail.ts";
import { searchMail } from "./search-mail.ts";
import { health, settings } from "./settings.ts";

const actions = [searchMail, quarantineMail, restoreMail];

export default defineConnector({
  id: "range-mail",
  title: "Range: mail system (simulated)",
  docs: "range/README.md",
  simulated: true,
  settings,
  secrets: [{ name: "token", title: "The range's token" }],
  actions,
  health: (context) => health(context, actions),
});
