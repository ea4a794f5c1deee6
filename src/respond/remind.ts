/** Tells people what waits for them or comes back: by chat to the channel, by mail to those whose affair it is, once for each step. */
import { invokeNote } from "../connector/asking.ts";
import { isIdempotent } from "../connector/connector.ts";
import { RefusedError, toErrorJson } from "../errors.ts";
import { transaction } from "../store/database.ts";
import {
  announce,
  claimReminders,
  contactsFor,
  type DueReminder,
  nextUnannounced,
  planReminders,
  reminderFailed,
  reminderSent,
} from "../store/reminder.ts";
import type { AskPeopleDeps } from "./ask-people.ts";
import { actionFor, call, type ResponseContent } from "./content.ts";
import { neverArrived } from "./never-arrived.ts";

const AT_ONCE = 20;
const SEND_TIMEOUT_MS = 30_000;
const MAX_TRIES = 8;
const MAX_BACKOFF_MS = 30 * 60_000;
const CHAT = "chat.post-message";

/** Writes down what has come due and tells whoever is to be told; answers how much was done. Any number of processes may do it at any time. */
export async function remindPeople(deps: AskPeopleDeps, now: Date): Promise<number> {
  const { system } = deps.database;
  let done = await transaction(system, (client) => planReminders(client, now));
  while (done < 10 * AT_ONCE && (await announceNext(deps))) done += 1;
  const due = await claimReminders(system, AT_ONCE);
  await Promise.all(due.map((notice) => tell(deps, notice)));
  return done + due.length;
}

/** To the channel of the oldest connection that can post, and to the addresses of those it is for, by connections that can write to one. */
async function announceNext({ database, content }: AskPeopleDeps): Promise<boolean> {
  return transaction(database.system, async (client) => {
    const reminder = await nextUnannounced(client);
    if (reminder === null) return false;
    const ready = await content(reminder.workspaceId);
    const chat = actionFor(ready, CHAT, null);
    const noting = ready.connections.filter(({ connector }) => connector.asking?.note !== undefined);
    const contacts = (await contactsFor(client, reminder)).filter(({ connection }) =>
      noting.some(({ name }) => name === connection),
    );
    const channel = chat === null ? [] : [{ connection: chat.connection.name, address: "" }];
    await announce(client, reminder, [...channel, ...contacts]);
    return true;
  });
}

async function tell({ database, content, log }: AskPeopleDeps, notice: DueReminder): Promise<void> {
  const { system } = database;
  const { id, connection, attempts } = notice;
  let repeatable = false;
  try {
    const ready = await content(notice.workspaceId);
    repeatable = canRepeat(ready, notice);
    await send(ready, notice);
    await reminderSent(system, id);
  } catch (thrown) {
    const error = toErrorJson(thrown);
    log.warn({ reminder: id, connection, error }, "somebody could not be reminded");
    const wait = Math.min(30_000 * 2 ** Math.min(attempts - 1, 10), MAX_BACKOFF_MS);
    const again = error.root === "transient" && attempts < MAX_TRIES && (repeatable || neverArrived(error));
    await reminderFailed(system, id, error, again ? new Date(Date.now() + wait) : null);
  }
}

async function send(ready: ResponseContent, { id, connection: name, address, text }: DueReminder): Promise<void> {
  const bounds = { idempotencyKey: `reminder:${id}`, timeoutMs: SEND_TIMEOUT_MS };
  const connection = ready.connections.find((one) => one.name === name);
  if (connection === undefined) throw new RefusedError("connector.cannot-ask", `The connection "${name}" is gone.`);
  if (address !== "") {
    await invokeNote(connection.connector, { ...connection.parts, ...bounds }, address, text);
    return;
  }
  const chat = actionFor(ready, CHAT, name);
  if (chat === null) throw new RefusedError("connector.cannot-ask", `The connection "${name}" posts no messages.`);
  await call(chat, { text: text.slice(0, 4000) }, bounds);
}

/** Whether the product drops a second message of the same key. */
function canRepeat(ready: ResponseContent, { connection, address }: DueReminder): boolean {
  const chat = address === "" ? actionFor(ready, CHAT, connection) : null;
  return chat !== null && isIdempotent(chat.action, chat.connection.parts.settings);
}
