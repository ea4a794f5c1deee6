import { searchMail as capability } from "../../src/connector/capabilities/mail.ts";
import { defineAction } from "../../src/connector/connector.ts";
import { findMessages } from "./messages.ts";
import type { Settings } from "./settings.ts";

/** `GET /messages`; the range's mail is all of this morning, so the hours leave out nothing. */
export const searchMail = defineAction<Settings, typeof capability.input, typeof capability.output>({
  capability,
  docs: "range/README.md#mail",
  permissions: ["range: read"],
  idempotent: true,
  async run(context, { limit, ...wanted }) {
    const messages = await findMessages(context, wanted);
    const kept = messages.slice(0, limit);
    return {
      found: messages.length > 0,
      count: messages.length,
      more: messages.length > kept.length,
      mailboxes: [...new Set(kept.map(({ mailbox }) => mailbox))].sort(),
      messageIds: [...new Set(kept.map(({ messageId }) => messageId))].sort(),
    };
  },
});
