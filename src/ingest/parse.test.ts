import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { gunzipLimited } from "./gunzip.ts";
import { findFault } from "./json-fault.ts";
import { type ParsedBody, parseBody } from "./parse.ts";

const limits = { maxDocuments: 1000 };
const bytesOf = (text: string) => new TextEncoder().encode(text);
const parse = (text: string, type?: string): ParsedBody => parseBody(bytesOf(text), type, limits);
const raws = (body: ParsedBody) => body.documents.map(({ raw }) => raw);

describe("forms of a body", () => {
  it("takes an object as one document and an array as its items", () => {
    expect(raws(parse('{"a":1}'))).toEqual([{ a: 1 }]);
    expect(raws(parse('[{"a":1},{"a":2}]'))).toEqual([{ a: 1 }, { a: 2 }]);
    expect(raws(parse(" [\n] "))).toEqual([]);
  });

  it.each([undefined, "application/json", "application/x-ndjson"])("takes NDJSON whatever the type %s says", (type) => {
    const body = parse('{"a":1}\r\n\n{"a":2}\n', type);
    expect(raws(body)).toEqual([{ a: 1 }, { a: 2 }]);
    expect(body.unreadable).toEqual([]);
  });

  it("takes one pretty-printed document under an NDJSON type", () => {
    expect(raws(parse('{\n  "a": 1\n}', "application/x-ndjson"))).toEqual([{ a: 1 }]);
  });

  it("tolerates a byte order mark", () => {
    expect(raws(parse('\ufeff{"a":1}'))).toEqual([{ a: 1 }]);
  });

  it("reads back any JSON that was written, as one document or a line each", () => {
    const value = fc.jsonValue({ maxDepth: 6 }).filter((item) => !Array.isArray(item));
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 20 }), (items) => {
        const array = parse(JSON.stringify(items));
        const lines = parse(items.map((item) => JSON.stringify(item)).join("\n"), "application/x-ndjson");
        expect(raws(array)).toEqual(JSON.parse(JSON.stringify(items)));
        expect(raws(lines)).toEqual(raws(array));
      }),
    );
  });
});

describe("what cannot be read", () => {
  it.each([
    ['{"a":1', 1, 7, /ends where "," or the closing bracket/],
    ['{\n  "a": 1,\n  "b": tru\n}', 3, 8, /expected a value, found "t"/],
    ['{"a":"x', 1, 8, /ends inside a string/],
    ['{"a":1}}', 1, 8, /nothing more/],
    ["[1,]", 1, 4, /expected a value, found "]"/],
    ["{'a':1}", 1, 2, /name in double quotes/],
    ["<alert/>", 1, 1, /expected a value, found "<"/],
    ["", 1, 1, /empty/],
  ])("says line and column of %j", (text, line, column, reason) => {
    expect(parse(text).unreadable).toEqual([
      { position: 0, line, column, reason: expect.stringMatching(reason), text },
    ]);
  });

  it("sets one bad line of NDJSON aside and reads the others", () => {
    const body = parse('{"a":1}\n{"a":\n{"a":3}');
    expect(body.documents.map(({ position, raw }) => [position, raw])).toEqual([
      [0, { a: 1 }],
      [2, { a: 3 }],
    ]);
    expect(body.unreadable).toMatchObject([{ position: 1, line: 2, column: 6, text: '{"a":' }]);
  });

  it("says which byte is not UTF-8, and reads the other lines", () => {
    const body = new Uint8Array([...bytesOf('{"a":1}\n{"b":"'), 0xc3, 0x28, ...bytesOf('"}\n{"c":"ü"}')]);
    const parsed = parseBody(body, undefined, limits);
    expect(raws(parsed)).toEqual([{ a: 1 }, { c: "ü" }]);
    expect(parsed.unreadable).toMatchObject([
      { position: 1, line: 2, column: 7, reason: "byte 14 of the body is not UTF-8" },
    ]);
    expect(parsed.unreadable[0]?.text).toBe('{"b":"\ufffd("}');
  });

  it("refuses a single document with a broken byte, whatever its lines look like", () => {
    const parsed = parseBody(new Uint8Array([0x7b, 0xff, 0x7d]), undefined, limits);
    expect(parsed).toMatchObject({
      documents: [],
      unreadable: [{ line: 1, column: 2, reason: expect.stringMatching(/byte 1 /) }],
    });
  });

  it("refuses nesting beyond 64, also a hundred thousand deep", () => {
    const nested = (depth: number) => `{"a":${"[".repeat(depth - 1)}${"]".repeat(depth - 1)}}`;
    expect(parse(nested(64)).unreadable).toEqual([]);
    expect(parse(nested(65)).unreadable).toMatchObject([{ reason: expect.stringMatching(/nested more than 64/) }]);
    expect(parse(nested(100_000)).documents).toEqual([]);
    expect(parse("[".repeat(100_000)).unreadable).toHaveLength(1);
  });

  it("refuses more documents than allowed as a whole, so that none is lost silently", () => {
    const body = bytesOf(JSON.stringify(Array(5).fill({})));
    expect(() => parseBody(body, undefined, { maxDocuments: 4 })).toThrow(
      expect.objectContaining({ code: "ingest.too-many" }),
    );
    expect(parseBody(body, undefined, { maxDocuments: 5 }).documents).toHaveLength(5);
  });

  it("pollutes no prototype", () => {
    parse('{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}');
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});

describe("any bytes at all", () => {
  it("end as documents or as unreadable with a place inside the body", () => {
    const piece = fc.oneof(
      fc.constantFrom("{", "}", "[", "]", '"', ",", ":", "\\", "\n", "1e999", "null", '{"a":1}', "\ufeff", "\0"),
      fc.string({ unit: "binary", maxLength: 5 }),
    );
    const text = fc.array(piece, { maxLength: 12 }).map((pieces) => Uint8Array.from(Buffer.from(pieces.join(""))));
    fc.assert(
      fc.property(
        fc.oneof(text, fc.uint8Array({ maxLength: 60 })),
        fc.constantFrom(undefined, "application/x-ndjson"),
        (body, type) => {
          const parsed = parseBody(body, type, limits);
          const lines = new TextDecoder().decode(body).split("\n").length;
          const positions = [...parsed.documents, ...parsed.unreadable]
            .map(({ position }) => position)
            .sort((a, b) => a - b);
          expect(positions).toEqual(positions.map((_, index) => index));
          for (const one of parsed.unreadable) {
            expect(one.line).toBeGreaterThanOrEqual(1);
            expect(one.line).toBeLessThanOrEqual(lines);
            expect(one.column).toBeGreaterThanOrEqual(1);
            expect(one.text).not.toContain("\0");
          }
        },
      ),
      { numRuns: 2000 },
    );
  });

  it("has a fault exactly when JSON.parse says so", () => {
    const almost = fc
      .tuple(fc.json(), fc.nat(), fc.constantFrom("", ",", '"', "}", "]", "0", "\\", "\n", "."))
      .map(
        ([json, at, bit]) =>
          json.slice(0, at % (json.length + 1)) + bit + json.slice((at % (json.length + 1)) + (at % 2)),
      );
    fc.assert(
      fc.property(fc.oneof(fc.json(), almost), (text) => {
        let parses = true;
        try {
          JSON.parse(text);
        } catch {
          parses = false;
        }
        return (findFault(text) === null) === parses;
      }),
      { numRuns: 2000 },
    );
  });
});

describe("gzip", () => {
  it("unpacks what fits", () => {
    expect(Buffer.from(gunzipLimited(gzipSync("hello"), 5)).toString()).toBe("hello");
  });

  it("stops at the limit instead of unpacking a bomb", () => {
    const bomb = gzipSync(Buffer.alloc(20_000_000));
    expect(() => gunzipLimited(bomb, 1_000_000)).toThrow(expect.objectContaining({ code: "ingest.too-large" }));
  });

  it.each([new Uint8Array(), new Uint8Array([1, 2, 3]), gzipSync("hello").subarray(0, 12)])(
    "refuses what is no gzip",
    (bytes) => {
      expect(() => gunzipLimited(bytes, 100)).toThrow(expect.objectContaining({ code: "ingest.bad-gzip" }));
    },
  );
});
