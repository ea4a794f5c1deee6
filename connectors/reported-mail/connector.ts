import { defineConnector } from "../../src/connector/connector.ts";
import { checkHealth } from "./health.ts";
import { reportedMailSource } from "./normalize.ts";
import { mailboxPoll } from "./poll.ts";
import { reportedMailSettings } from "./settings.ts";

export default defineConnector({
  id: "reported-mail",
  title: "Reported mail",
  docs: "https://www.rfc-editor.org/rfc/rfc5322",
  settings: reportedMailSettings,
  secrets: [
    { name: "password", title: "Password of the mailbox", optional: true },
    { name: "clientSecret", title: "Client secret, for imap.oauth", optional: true },
    { name: "refreshToken", title: "Refresh token, for imap.oauth", optional: true },
  ],
  source: reportedMailSource,
  poll: mailboxPoll,
  actions: [],
  health: checkHealth,
});
