import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeWords, mailTime, readAddresses, readParameters } from "./header-words.ts";
import { linksOfHtml, linksOfText, textOfHtml } from "./links.ts";
import { headerAt, partsOf, readMail } from "./read-mail.ts";

describe("headers", () => {
  it("have their encoded words decoded, in any charset, and broken ones left alone", () => {
    expect(decodeWords("=?utf-8?B?UmVjaG51bmc=?= =?iso-8859-1?Q?_f=FCr_Sie?=")).toBe("Rechnung für Sie");
    expect(decodeWords("=?nonsense?Q?a=20b?=")).toBe("a b");
    expect(decodeWords("=?utf-8?X?a?=")).toBe("=?utf-8?X?a?=");
  });

  it("have parameters, also quoted, encoded and in pieces", () => {
    expect(readParameters('Text/HTML; charset="utf-8"; name="a;b.txt"').parameters.get("name")).toBe("a;b.txt");
    const pieces = "attachment; filename*0*=utf-8''%C3%BCber; filename*1=sicht.pdf";
    expect(readParameters(pieces).parameters.get("filename")).toBe("übersicht.pdf");
  });

  it("have addresses with names, commas in quotes and all", () => {
    expect(readAddresses('"Doe, Dana" <dana@example.com>, undisclosed:;, b@example.net')).toEqual([
      { name: "Doe, Dana", address: "dana@example.com" },
      { name: "", address: "b@example.net" },
    ]);
  });

  it("have dates", () => {
    expect(mailTime("Sun, 1 Mar 2026 10:00:00 +0100 (CET)")).toBe("2026-03-01T09:00:00.000Z");
    expect(mailTime("yesterday")).toBeUndefined();
  });
});

describe("a message", () => {
  const message = [
    "From: a@example.com",
    "Subject: long",
    " and folded",
    'Content-Type: multipart/mixed; boundary="b"',
    "",
    "read over",
    "--b",
    "Content-Type: text/plain; charset=iso-8859-1",
    "Content-Transfer-Encoding: quoted-printable",
    "",
    "gr=FC=",
    "n",
    "--b",
    "Content-Type: application/octet-stream",
    'Content-Disposition: attachment; filename="x.bin"',
    "Content-Transfer-Encoding: base64",
    "",
    "AAEC",
    "--b--",
  ].join("\r\n");

  it("is its parts, decoded", () => {
    const mail = readMail(message);
    expect(headerAt(mail, "subject")).toBe("long and folded");
    const [text, file] = mail.parts;
    expect(text?.text()).toBe("grün");
    expect(file).toMatchObject({ filename: "x.bin", isAttachment: true });
    expect([...(file?.bytes() ?? [])]).toEqual([0, 1, 2]);
  });

  it("may nest no deeper and have no more parts than is sane", () => {
    const deep = Array.from({ length: 50 }, () => "Content-Type: message/rfc822\n\n").join("");
    const depth = (part: ReturnType<typeof readMail>): number => 1 + Math.max(0, ...part.parts.map(depth));
    expect(depth(readMail(deep))).toBeLessThan(12);
    const wide = `Content-Type: multipart/mixed; boundary=b\n\n${"--b\n\nx\n".repeat(5000)}`;
    expect(partsOf(readMail(wide)).length).toBeLessThan(202);
  });

  it("is read whatever it is", () => {
    const lines = fc.array(
      fc.oneof(
        fc.constantFrom(
          "--b",
          "--b--",
          "",
          "Content-Type: multipart/mixed; boundary=b",
          "Content-Type: message/rfc822",
        ),
        fc.constantFrom("Content-Transfer-Encoding: base64", "Content-Disposition: attachment; filename*=x", " folded"),
        fc.string({ unit: "binary" }),
      ),
    );
    fc.assert(
      fc.property(lines, (given) => {
        const text = given.join("\n");
        for (const part of partsOf(readMail(text))) expect(typeof part.text()).toBe("string");
        expect(Array.isArray(linksOfHtml(text))).toBe(true);
        expect(typeof textOfHtml(text)).toBe("string");
        expect(Array.isArray(readAddresses(text))).toBe(true);
        expect(typeof decodeWords(text)).toBe("string");
      }),
    );
  });
});

describe("links", () => {
  it("are found in text, with defanging undone", () => {
    expect(linksOfText("see hxxps[:]//evil[.]example/a, or (http://b.example).").map(({ url }) => url)).toEqual([
      "https://evil.example/a",
      "http://b.example",
    ]);
  });

  it("are marked where the visible text names another host than they lead to", () => {
    const html = `<A class=x href="https://login.evil.example/?a=1&amp;b">https://bank.example/login</A>
      <a href='https://www.bank.example'>bank.example</a><a href=https://c.example>click</a>`;
    expect(linksOfHtml(html)).toEqual([
      { url: "https://login.evil.example/?a=1&b", shown: "bank.example" },
      { url: "https://www.bank.example", shown: "" },
      { url: "https://c.example", shown: "" },
    ]);
  });

  it("come with the text of the page, without styles", () => {
    expect(textOfHtml("<style>p{}</style><p>Dear&nbsp;<b>Dana</b></p>")).toBe("Dear Dana");
  });
});
