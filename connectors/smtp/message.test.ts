import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeWords } from "../../src/connector/mail/header-words.ts";
import { headerAt, readMail } from "../../src/connector/mail/read-mail.ts";
import { messageText } from "./message.ts";

const plain = { from: "cordon@corp.test", to: "ada@corp.test", date: new Date(0), key: "k" };

test("whatever the words are, a message has the headers it is to have and reads back as it was written", () => {
  const text = fc.string({ unit: "binary", maxLength: 400 }).map((words) => words.toWellFormed());
  fc.assert(
    fc.property(text, text, (subject, body) => {
      const message = messageText({ ...plain, subject, text: body });
      expect(message).toMatch(/^[\x20-\x7e\r\n]*$/);
      expect(message.split("\r\n").every((line) => line.length <= 200 && !line.includes("\n"))).toBe(true);
      const read = readMail(message);
      expect([...read.headers.keys()].sort()).toEqual([
        ...["auto-submitted", "content-transfer-encoding", "content-type", "date", "from"],
        ...["message-id", "mime-version", "subject", "to"],
      ]);
      const flat = (words: string) => words.replace(/[\p{Cc}\p{Cf}\s]+/gu, "");
      expect(flat(decodeWords(headerAt(read, "subject")))).toBe(flat(subject));
      expect(read.text().replace(/\r\n?|\n/g, "\n")).toBe(body.replace(/\r\n?|\n/g, "\n"));
    }),
  );
});

test("another attempt at the same message carries the same Message-ID", () => {
  const idOf = (key: string) =>
    headerAt(readMail(messageText({ ...plain, key, subject: "s", text: "t" })), "message-id");
  expect(idOf("a")).toBe(idOf("a"));
  expect(idOf("a")).not.toBe(idOf("b"));
});
