import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { entriesOfCsv, readCells } from "./inventory-csv.ts";

describe("an inventory in CSV", () => {
  it("is read by its header, in any order and spelling; empty cells say nothing", () => {
    const text =
      'Key,Type,Aliases,Service Account,criticality,tags,Owner\nann@example.com,user,"S-1-5-21-1;ann",no,HIGH,"vip|finance","Lee, Ann"\nws-7,Device,,,,,\n';
    expect(entriesOfCsv(text, "i.csv")).toEqual([
      {
        ...{ type: "user", key: "ann@example.com", aliases: ["S-1-5-21-1", "ann"] },
        attributes: { serviceAccount: false, criticality: "high", tags: ["vip", "finance"], owner: "Lee, Ann" },
      },
      { type: "device", key: "ws-7", attributes: {} },
    ]);
  });

  it("may be separated by semicolons, and begin with a byte order mark", () => {
    expect(entriesOfCsv("\ufefftype;key;tags\r\nip;192.0.2.1;a|b\r\n", "i.csv")).toEqual([
      { type: "ip", key: "192.0.2.1", attributes: { tags: ["a", "b"] } },
    ]);
  });

  it.each([
    ["type,kee\nuser,ann\n", /^i\.csv:1:6: there is no column "kee"/],
    ["key\nann\n", /^i\.csv:1:1: the header has no column "type"/],
    ["type,key\nuser,\n", /^i\.csv:2:1: the row has no type or no key/],
    ["type,key,privileged\nuser,ann,perhaps\n", /^i\.csv:2:10: "perhaps" in privileged: expected yes or no/],
    ["type,key\nuser,ann,more\n", /^i\.csv:2:10: the row has more cells than the header's 2/],
    ['type,key\nuser,"ann\n', /^i\.csv:2:6: the quote that begins here is never closed/],
    ['type,key\nuser,"a"b\n', /^i\.csv:2:9: expected the next cell/],
    ["type,key\n", /^i\.csv:1:1: expected a header and at least one row/],
    ["", /^i\.csv:1:1: /],
  ])("of %j is refused with its place", (text, message) => {
    expect(() => entriesOfCsv(text, "i.csv")).toThrow(message);
  });

  it("reads back whatever cells are written as RFC 4180 says", () => {
    const cell = fc.string({ maxLength: 12 }).filter((text) => !text.includes("\r"));
    fc.assert(
      fc.property(fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 5 }), (rows) => {
        const text = rows.map((row) => row.map((one) => `"${one.replaceAll('"', '""')}"`).join(",")).join("\r\n");
        expect(readCells(text, ",", "f").map((row) => row.map((one) => one.text))).toEqual(rows);
      }),
    );
  });
});
