import { restoreMail as capability } from "../../src/connector/capabilities/mail.ts";
import { defineAction } from "../../src/connector/connector.ts";
import { IMAP_DOCS } from "./docs.ts";
import { inMailboxes } from "./mailboxes.ts";
import type { ImapMailboxesSettings } from "./settings.ts";

/**
 * MOVE (RFC 9051, 6.4.8) back from the quarantine folder of each mailbox: what Cordon moved there, and not what people put beside it. The mark
 * goes when the mail is back, so that whoever repeats it after a crash misses none.
 */
export const restoreMailAction = defineAction<ImapMailboxesSettings, typeof capability.input, typeof capability.output>(
  {
    capability,
    docs: `${IMAP_DOCS}#section-6.4.8`,
    permissions: ["Sign in as each mailbox", "Mark and move mail of the quarantine folder"],
    idempotent: true,
    async run(context, { sender }) {
      const { folder, quarantine } = context.settings;
      await inMailboxes(context, async ({ find, mark, move }) => {
        await move(await find(quarantine, { sender, ours: true }, true), folder);
        await mark(await find(folder, { sender, ours: true }, true), false);
      });
      return {};
    },
    async readBack(context, { sender }) {
      const left = await inMailboxes(context, ({ find }) => find(context.settings.quarantine, { sender, ours: true }));
      const quarantined = left.flat().length;
      return { inForce: quarantined === 0 ? "yes" : "no", seen: { quarantined } };
    },
  },
);
