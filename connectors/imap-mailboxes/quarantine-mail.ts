import { quarantineMail as capability } from "../../src/connector/capabilities/mail.ts";
import { defineAction } from "../../src/connector/connector.ts";
import { RefusedError } from "../../src/errors.ts";
import { IMAP_DOCS } from "./docs.ts";
import { inMailboxes } from "./mailboxes.ts";
import type { ImapMailboxesSettings } from "./settings.ts";

/**
 * MOVE (RFC 9051, 6.4.8) to the quarantine folder of each mailbox. First all are counted, so that of too many none is moved; whoever repeats it
 * after a crash moves what is left.
 */
export const quarantineMailAction = defineAction<
  ImapMailboxesSettings,
  typeof capability.input,
  typeof capability.output
>({
  capability,
  docs: `${IMAP_DOCS}#section-6.4.8`,
  permissions: ["Sign in as each mailbox", "Make the quarantine folder", "Mark and move mail of its folder"],
  idempotent: true,
  async run(context, { sender, subject, messageId, atMost }) {
    const { folder, quarantine } = context.settings;
    const wanted = { sender, subject, messageId };
    const counted = await inMailboxes(context, async ({ name, find }) => ({
      name,
      here: (await find(folder, wanted)).length,
      there: (await find(quarantine, wanted)).length,
    }));
    const matching = counted.reduce((sum, { here }) => sum + here, 0);
    if (matching > atMost)
      throw new RefusedError(
        "connector.rejected",
        `${matching} messages from ${sender} match, and ${atMost} may be moved at most; none was moved. Narrow it by subject or message id.`,
      );
    const having = counted.filter(({ here }) => here > 0).map(({ name }) => name);
    const moved = await inMailboxes(
      context,
      async ({ find, mark, move }) => {
        const found = await find(folder, wanted, true);
        // Before it moves: what is not marked would not come back.
        await mark(found, true);
        await move(found, quarantine);
        return found.length;
      },
      having,
    );
    const wasQuarantined = matching === 0 && counted.some(({ there }) => there > 0);
    return { moved: moved.reduce((sum, one) => sum + one, 0), wasQuarantined };
  },
  async readBack(context, { sender, subject, messageId }) {
    const { folder, quarantine } = context.settings;
    const wanted = { sender, subject, messageId };
    const seen = await inMailboxes(context, async ({ find }) => ({
      inPlace: (await find(folder, wanted)).length,
      quarantined: (await find(quarantine, wanted)).length,
    }));
    const inPlace = seen.reduce((sum, one) => sum + one.inPlace, 0);
    const quarantined = seen.reduce((sum, one) => sum + one.quarantined, 0);
    return { inForce: inPlace === 0 ? "yes" : "no", seen: { inPlace, quarantined } };
  },
});
