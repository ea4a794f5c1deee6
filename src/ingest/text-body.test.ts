import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseBody } from "./parse.ts";

const limits = { maxDocuments: 1000 };
const parse = (body: string | Uint8Array, text: "lines" | "whole" = "lines", type?: string) =>
  parseBody(typeof body === "string" ? Buffer.from(body) : body, type, limits, text);
const texts = (body: string | Uint8Array) => parse(body).documents.map(({ raw }) => (raw as { text: string }).text);

describe("a body of lines", () => {
  it("makes every line that is not empty a document", () => {
    expect(texts("<13>one\r\n\n42\n<13>three")).toEqual(["<13>one", "42", "<13>three"]);
  });

  it("reads JSON as JSON: alone, a line each, behind a syslog header, behind the cookie", () => {
    expect(parse('{"a":1}').documents).toEqual([{ position: 0, raw: { a: 1 } }]);
    expect(parse('{"a":1}\n{"a":2}').documents.map(({ raw }) => raw)).toEqual([{ a: 1 }, { a: 2 }]);
    const body = '<13>Oct 11 22:14:15 web app: {"a":2}\n<13>Oct 11 22:14:15 web app: @cee: {"a":3}\n{"a":4}';
    expect(parse(body).documents.map(({ raw }) => raw)).toEqual([{ a: 2 }, { a: 3 }, { a: 4 }]);
  });

  it("reads JSON and lines mixed, whichever comes first, and sets aside what begins as JSON and is none", () => {
    const { documents, unreadable } = parse('{"a":1}\n<13>two\n{"a":');
    expect(documents).toMatchObject([{ raw: { a: 1 } }, { raw: { text: "<13>two" } }]);
    expect(unreadable).toMatchObject([{ position: 2, line: 3 }]);
  });

  it("sets broken JSON aside with its place", () => {
    expect(parse('{\n  "a": tru\n}', "lines", "application/json").unreadable).toMatchObject([{ line: 2 }]);
  });

  it("reads Latin-1 beside UTF-8", () => {
    const body = Buffer.concat([Buffer.from("<13>gr\u00fcn\n"), Buffer.from("<13>gr\u00fcn", "latin1")]);
    expect(texts(body)).toEqual(["<13>gr\u00fcn", "<13>gr\u00fcn"]);
  });

  it("sets a line of more than 64 KiB aside with the reason", () => {
    const { documents, unreadable } = parse(`<13>${"x".repeat(70_000)}\n<13>short`);
    expect(documents).toHaveLength(1);
    expect(unreadable[0]?.reason).toMatch(/65536/);
  });

  it("reads back any frames that were counted, line breaks in them and all", () => {
    const frame = fc.string({ unit: "grapheme", minLength: 1, maxLength: 60 }).map((text) => `<13>${text}.`);
    fc.assert(
      fc.property(fc.array(frame, { minLength: 1, maxLength: 10 }), (frames) => {
        expect(texts(frames.map((one) => `${Buffer.byteLength(one)} ${one}`).join(""))).toEqual(frames);
      }),
    );
  });

  it("takes a count that does not fit for text", () => {
    expect(texts("999 <13>one\n<13>two")).toEqual(["999 <13>one", "<13>two"]);
  });
});

describe("a whole body", () => {
  it("is one document as a string, in any encoding, unless it is JSON", () => {
    expect(parse("From: a\r\n\r\nhi", "whole").documents).toEqual([{ position: 0, raw: "From: a\r\n\r\nhi" }]);
    expect(parse(Buffer.from("caf\u00e9", "latin1"), "whole").documents[0]?.raw).toBe("caf\u00e9");
    expect(parse('{"a":1}', "whole").documents[0]?.raw).toEqual({ a: 1 });
    expect(parse('"handed in again"', "whole").documents[0]?.raw).toBe("handed in again");
  });
});
