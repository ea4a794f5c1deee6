/** A message as it goes over the wire: RFC 5322, in plain text alone, so that nothing in it is anything but words. */
import { referenceOf } from "../../src/connector/reference.ts";

export interface Message {
  from: string;
  to: string;
  subject: string;
  text: string;
  date: Date;
  /** Equal for every attempt at one message: a second one carries the same Message-ID. */
  key: string;
}

const MAX_LINE_BYTES = 45;

/** The whole message, lines ended by CRLF; not yet dot-stuffed. */
export function messageText({ from, to, subject, text, date, key }: Message): string {
  const host = from.slice(from.lastIndexOf("@") + 1);
  const headers = [
    `From: Cordon <${from}>`,
    `To: <${to}>`,
    `Subject: ${encodedWords(subject.replace(/[\p{Cc}\p{Cf}]+/gu, " "))}`,
    `Date: ${date.toUTCString().replace("GMT", "+0000")}`,
    `Message-ID: <${referenceOf(key)}@${host}>`,
    "MIME-Version: 1.0",
    "Content-Type: text/plain; charset=utf-8",
    "Content-Transfer-Encoding: base64",
    // Nobody's out-of-office answers it (RFC 3834).
    "Auto-Submitted: auto-generated",
  ];
  const body =
    Buffer.from(text.replace(/\r?\n/g, "\r\n"))
      .toString("base64")
      .match(/.{1,76}/g) ?? [];
  return [...headers, "", ...body, ""].join("\r\n");
}

/** Any text as a header's value (RFC 2047): what is no plain ASCII is encoded, a few characters a word. */
function encodedWords(text: string): string {
  if (/^[\x20-\x7e]{0,180}$/.test(text) && !text.includes("=?")) return text;
  const words: string[] = [];
  let word = "";
  for (const char of text.toWellFormed()) {
    if (Buffer.byteLength(word + char) > MAX_LINE_BYTES) {
      words.push(word);
      word = "";
    }
    word += char;
  }
  return [...words, word].map((part) => `=?utf-8?B?${Buffer.from(part).toString("base64")}?=`).join("\r\n ");
}
