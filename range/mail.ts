/** The simulated mail system: what lies in people's mailboxes, and what was moved out of their sight. */
import { type Call, definePart, done, ok } from "./part.ts";
import { countField, textField } from "./read-request.ts";
import { Refusal } from "./refusal.ts";

interface Message {
  messageId: string;
  mailbox: string;
  from: string;
  subject: string;
  receivedAt: string;
  quarantined: boolean;
  reason: string;
}

export interface MailState {
  messages: Message[];
}

/** Which messages are meant: the sender, and what narrows it. */
interface Wanted {
  sender: string;
  subject: string;
  messageId: string;
}

const PHISH = { from: "helpdesk@phish.example.com", subject: "Your mailbox is almost full" };

function initial(): MailState {
  const message = (id: string, mailbox: string, { from, subject }: { from: string; subject: string }): Message => ({
    ...{ messageId: `<${id}>`, mailbox, from, subject, receivedAt: "2026-05-04T08:50:12Z" },
    ...{ quarantined: false, reason: "" },
  });
  return {
    messages: [
      message("20260504085012.771@mail.phish.example.com", "nadia.haddad@example.com", PHISH),
      message("20260504085012.772@mail.phish.example.com", "ines.costa@example.com", PHISH),
      message("20260504085013.773@mail.phish.example.com", "felix.wagner@example.com", PHISH),
      message("20260504084500.1@news.example.com", "nadia.haddad@example.com", {
        ...{ from: "editor@news.example.com", subject: "This week" },
      }),
      message("20260504083000.9@example.com", "jonas.brandt@example.com", {
        ...{ from: "mara.keller@example.com", subject: "Forecast" },
      }),
    ],
  };
}

function matching({ messages }: MailState, { sender, subject, messageId }: Wanted): Message[] {
  return messages.filter(
    (one) =>
      one.from.toLowerCase() === sender.toLowerCase() &&
      one.subject.toLowerCase().includes(subject.toLowerCase()) &&
      (messageId === "" || one.messageId === messageId),
  );
}

function wantedBy({ query }: Call<MailState>): Wanted {
  const sender = query.get("sender") ?? "";
  if (sender === "") throw new Refusal(400, "bad_field", '"sender" must not be empty');
  return { sender, subject: query.get("subject") ?? "", messageId: query.get("messageId") ?? "" };
}

/** Every message that matches, wherever it lies; the company's mail is all of this morning. */
function search(call: Call<MailState>) {
  return ok({ messages: matching(call.state, wantedBy(call)) });
}

/** `{ sender, subject, messageId, atMost }`: all that match, or 422 where they are more than `atMost`. */
function quarantine({ state, body }: Call<MailState>) {
  const sender = textField(body, "sender", 320);
  const found = matching(state, {
    sender,
    subject: textField(body, "subject", 500, ""),
    messageId: textField(body, "messageId", 500, ""),
  });
  const moving = found.filter((one) => !one.quarantined);
  const atMost = countField(body, "atMost", 200, 50);
  if (moving.length > atMost)
    throw new Refusal(422, "too_many", `${moving.length} messages match, and ${atMost} may be moved at most`);
  for (const one of moving) Object.assign(one, { quarantined: true, reason: textField(body, "reason", 500, "") });
  const wasQuarantined = moving.length === 0 && found.length > 0;
  return done(sender.toLowerCase(), moving.length > 0, { moved: moving.length, wasQuarantined });
}

function restore({ state, body }: Call<MailState>) {
  const sender = textField(body, "sender", 320);
  const found = matching(state, { sender, subject: "", messageId: "" }).filter((one) => one.quarantined);
  for (const one of found) Object.assign(one, { quarantined: false, reason: "" });
  return done(sender.toLowerCase(), found.length > 0, { restored: found.length });
}

export const mail = definePart<MailState>({
  name: "mail",
  title: "mail system",
  initial,
  routes: [
    { method: "GET", path: "/messages", handle: search },
    { method: "POST", path: "/quarantine", effect: "quarantine-mail", handle: quarantine },
    { method: "POST", path: "/restore", effect: "restore-mail", handle: restore },
  ],
  show: (state) => [
    {
      title: "Messages",
      columns: ["mailbox", "from", "subject", "received", "where", "reason"],
      rows: state.messages.map((one) => [
        one.mailbox,
        one.from,
        one.subject,
        one.receivedAt,
        one.quarantined ? "QUARANTINE" : "inbox",
        one.reason,
      ]),
    },
  ],
});
