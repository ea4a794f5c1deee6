import type { Asking, Question } from "../../src/connector/asking.ts";
import type { ConnectorContext } from "../../src/connector/connector.ts";
import { InputError } from "../../src/errors.ts";
import { messageText } from "./message.ts";
import { withServer } from "./session.ts";
import { MAIL_ADDRESS, type SmtpSettings } from "./settings.ts";

/** A question by mail: what it is about, and the link where it is answered. Opening the link answers nothing. */
export const askByMail: Asking<SmtpSettings> = {
  docs: "https://www.rfc-editor.org/rfc/rfc5321",
  permissions: ["Send mail from the address in the setting from"],
  ask: (context, address, question) => sendMail(context, address, { title: question.title, text: textOf(question) }),
  note: (context, address, text) => sendMail(context, address, { title: text, text: `${text}\n` }),
};

async function sendMail(
  context: ConnectorContext<SmtpSettings>,
  address: string,
  { title, text }: { title: string; text: string },
): Promise<{ id: string }> {
  if (!MAIL_ADDRESS.test(address))
    throw new InputError("connector.bad-input", `"${address.slice(0, 100)}" is not a mail address in plain ASCII.`);
  const { from } = context.settings;
  const subject = `[Cordon] ${title}`.slice(0, 200);
  const date = context.clock.now();
  const message = messageText({ from, to: address, subject, text, date, key: context.idempotencyKey });
  return withServer(context, async (session) => {
    await session.say(`MAIL FROM:<${from}>`, "take mail from us", 250);
    await session.say(`RCPT TO:<${address}>`, "take mail for the addressee", 250, 251);
    await session.say("DATA", "take a message", 354);
    const { lines } = await session.say(`${stuffed(message)}.`, "take the message", 250);
    return { id: (lines[0] ?? "").slice(0, 200) };
  });
}

function textOf({ title, lines, link, expiresAt }: Question): string {
  const rows = lines.filter(([, text]) => text !== "").map(([label, text]) => `${label}: ${text}`);
  return [
    title,
    "",
    ...rows,
    "",
    `Answer before ${expiresAt}:`,
    link,
    "",
    "The page shows all of this again and asks for your yes or no; opening it answers nothing.",
    "The link is yours alone: whoever has it can answer in your name, once.",
    "",
  ].join("\n");
}

/** A line that begins with a dot gets one more (RFC 5321, 4.5.2). */
function stuffed(message: string): string {
  return message.replace(/^\./gm, "..");
}
