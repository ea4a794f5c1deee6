/** Signs in as the first and the last mailbox, and looks whether their folder is there. */
import { inMailboxes, type MailboxesContext } from "./mailboxes.ts";

const ALL = ["mail.search", "mail.quarantine", "mail.restore"];

export async function checkHealth(context: MailboxesContext) {
  const { mailboxes, folder } = context.settings;
  const tried = [...new Set([mailboxes[0] ?? "", mailboxes.at(-1) ?? ""])];
  const seen = await inMailboxes(context, async ({ name, folders }) => ({ name, folders: await folders() }), tried);
  const without = seen.find(({ folders }) => !folders.includes(folder));
  if (without !== undefined)
    return { ok: false, message: `Signed in as ${without.name}, which has no folder ${folder}.`, may: [], mayNot: ALL };
  const message = `Signed in as ${tried.join(" and ")}, of ${mailboxes.length} mailboxes; whether mail may be moved there the server does not say.`;
  return { ok: true, message, may: ALL, mayNot: [] };
}
