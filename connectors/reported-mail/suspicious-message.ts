/** Which message a report is about: the attached original, the one forwarded inside the text, or the message itself. */

import { type MailAddress, mailTime, readAddresses } from "../../src/connector/mail/header-words.ts";
import { textOfHtml } from "../../src/connector/mail/links.ts";
import { headerAt, type MailPart, partsOf } from "../../src/connector/mail/read-mail.ts";

export interface Suspicious {
  /** Where its content is: the original itself, or the report that it was forwarded in. */
  content: MailPart;
  /** Its headers; empty where it was forwarded in the text. */
  original: MailPart | undefined;
  from: MailAddress | undefined;
  to: MailAddress[];
  subject: string;
  time: string | undefined;
  /** Whoever reported it, when it was reported at all. */
  reporter: MailAddress | undefined;
}

export function findSuspicious(report: MailPart): Suspicious {
  const [reporter] = readAddresses(headerAt(report, "from"));
  const attached = partsOf(report).find((part) => part.type === "message/rfc822" && part !== report)?.parts[0];
  if (attached !== undefined && attached.headers.size > 0) return { ...ofMessage(attached), reporter };
  const forwarded = forwardedIn(bodyOf(report));
  if (forwarded === undefined) return { ...ofMessage(report), reporter: undefined };
  return { content: report, original: undefined, ...forwarded, reporter };
}

function ofMessage(message: MailPart): Omit<Suspicious, "reporter"> {
  const received = message.headers.get("received")?.[0] ?? "";
  return {
    content: message,
    original: message,
    from: readAddresses(headerAt(message, "from"))[0],
    to: ["to", "cc", "delivered-to"].flatMap((name) => readAddresses(headerAt(message, name))).slice(0, 20),
    subject: headerAt(message, "subject"),
    // The sender writes `Date` and may lie; the receiving server's own stamp is the newest `Received`.
    time: mailTime(received.slice(received.lastIndexOf(";") + 1)) ?? mailTime(headerAt(message, "date")),
  };
}

/** The text that people see: plain where there is one, else that of the HTML. */
export function bodyOf(message: MailPart): string {
  const shown = partsOf(message).filter((part) => !part.isAttachment);
  const plain = shown.find((part) => part.type === "text/plain" && part.parts.length === 0)?.text() ?? "";
  if (plain.trim() !== "") return plain.slice(0, 200_000);
  const html = shown.find((part) => part.type === "text/html");
  return html === undefined ? "" : textOfHtml(html.text());
}

/** The lines that mail programs put before a forwarded message. */
const MARK =
  /^[ \t>]{0,20}(?:-{2,20}\s?(?:original message|forwarded message|ursprüngliche nachricht|message transféré|mensaje original)\s?-{0,20}|begin forwarded message:?)/im;

/** From, subject, date and recipient as the mail program wrote them under its mark; undefined without a mark or a sender. */
function forwardedIn(body: string): Pick<Suspicious, "from" | "to" | "subject" | "time"> | undefined {
  const mark = MARK.exec(body);
  if (mark === null) return undefined;
  const found = new Map<string, string>();
  for (const line of body
    .slice(mark.index, mark.index + 8000)
    .split("\n")
    .slice(1, 30)) {
    const match =
      /^[ \t>*]{0,20}(from|von|de|sent|date|gesendet|datum|to|an|subject|betreff):\*?\s{0,5}(\S.{0,990})$/i.exec(
        line.replace(/\r$/, ""),
      );
    const name = NAMES.get((match?.[1] ?? "").toLowerCase());
    if (name !== undefined && !found.has(name))
      found.set(name, (match?.[2] ?? "").replace(/\[mailto:([^\]\s]{1,300})\]/i, "<$1>"));
  }
  const [from] = readAddresses(found.get("from") ?? "");
  if (from === undefined) return undefined;
  return {
    from,
    to: readAddresses(found.get("to") ?? ""),
    subject: found.get("subject") ?? "",
    time: mailTime(found.get("date") ?? ""),
  };
}

const NAMES: ReadonlyMap<string, string> = new Map([
  ["from", "from"],
  ["von", "from"],
  ["de", "from"],
  ["sent", "date"],
  ["date", "date"],
  ["gesendet", "date"],
  ["datum", "date"],
  ["to", "to"],
  ["an", "to"],
  ["subject", "subject"],
  ["betreff", "subject"],
]);
