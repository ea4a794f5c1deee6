import { defineConnector } from "../../src/connector/connector.ts";
import { IMAP_DOCS } from "./docs.ts";
import { checkHealth } from "./health.ts";
import { quarantineMailAction } from "./quarantine-mail.ts";
import { restoreMailAction } from "./restore-mail.ts";
import { searchMailAction } from "./search-mail.ts";
import { imapMailboxesSettings } from "./settings.ts";

export default defineConnector({
  id: "imap-mailboxes",
  title: "Mailboxes of a mail server (IMAP)",
  docs: IMAP_DOCS,
  settings: imapMailboxesSettings,
  secrets: [{ name: "password", title: "Password of the master user" }],
  actions: [searchMailAction, quarantineMailAction, restoreMailAction],
  health: checkHealth,
});
