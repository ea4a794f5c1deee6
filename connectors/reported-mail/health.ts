/** Signs in, opens the mailbox, and looks whether the folder to move to is there. */
import { type MailContext, withMailbox } from "./mailbox.ts";

export async function checkHealth(context: MailContext) {
  if (context.settings.imap === undefined)
    return { ok: true, message: "Reports come by HTTP only; there is no mailbox to ask.", may: [], mayNot: [] };
  return withMailbox(context, async ({ client, imap, messages }) => {
    const signedIn = `Signed in; ${imap.mailbox} holds ${messages} messages`;
    if (imap.moveTo === undefined) return { ok: true, message: `${signedIn}.`, may: ["read messages"], mayNot: [] };
    const folders = await client.list();
    if (folders.some(({ path }) => path === imap.moveTo))
      return { ok: true, message: `${signedIn}; ${imap.moveTo} is there.`, may: ["read messages"], mayNot: [] };
    const message = `${signedIn}; there is no folder ${imap.moveTo} to move them to.`;
    return { ok: false, message, may: ["read messages"], mayNot: ["move messages"] };
  });
}
