import { searchMail as capability } from "../../src/connector/capabilities/mail.ts";
import { defineAction } from "../../src/connector/connector.ts";
import { IMAP_DOCS } from "./docs.ts";
import { inMailboxes } from "./mailboxes.ts";
import type { ImapMailboxesSettings } from "./settings.ts";

const HOUR_MS = 3_600_000;

/** SEARCH (RFC 9051, 6.4.4) in the folder of every mailbox. The server knows days, so the first of them is searched whole. */
export const searchMailAction = defineAction<ImapMailboxesSettings, typeof capability.input, typeof capability.output>({
  capability,
  docs: `${IMAP_DOCS}#section-6.4.4`,
  permissions: ["Sign in as each mailbox", "Read its folder"],
  idempotent: true,
  async run(context, { sender, subject, messageId, hours, limit }) {
    const since = new Date(context.clock.now().getTime() - hours * HOUR_MS);
    const wanted = { sender, subject, messageId, since };
    const all = await inMailboxes(context, async ({ name, find }) => ({
      name,
      messages: await find(context.settings.folder, wanted),
    }));
    const having = all.filter(({ messages }) => messages.length > 0);
    const ids = [...new Set(having.flatMap(({ messages }) => messages.map((one) => one.messageId)))].filter(Boolean);
    const kept = { mailboxes: having.slice(0, limit).map(({ name }) => name), messageIds: ids.slice(0, limit) };
    return {
      found: having.length > 0,
      count: having.reduce((sum, { messages }) => sum + messages.length, 0),
      more: having.length > kept.mailboxes.length || ids.length > kept.messageIds.length,
      ...kept,
    };
  },
});
