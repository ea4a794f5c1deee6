import { describe, expect, it } from "vitest";
import type { Source } from "../connector/connector.ts";
import { openText } from "../connector/open-text.ts";
import { isRaw } from "../connector/raw-fields.ts";
import { isTextMessage } from "../connector/text-message.ts";
import { newReader } from "./reader.ts";

const settings = { safeParse: () => ({ success: true, data: {} }) };
const context = { connectionId: "c", connection: "any", receivedAt: new Date("2026-03-01T10:00:00Z") };

/** A source whose alerts carry its name. */
function sourceOf(name: string, more: Partial<Source>): Source {
  const rule = { id: "r", name: "R" };
  const product = { name, vendor: "V" };
  const plain = { title: "t", severity: "low", time: "2026-03-01T10:00:00.000Z", rule, product } as const;
  return { ...more, normalize: () => ({ uid: "u", ...plain }) };
}

const door = sourceOf("door", { recognizes: (raw) => isRaw(raw) && "door" in raw });
const gate = sourceOf("gate", { recognizes: (raw) => isRaw(raw) && "gate" in raw, split: (raw) => [raw].flat(9) });
const wall = sourceOf("wall", {
  text: "lines",
  recognizes: (raw) => isTextMessage(raw) && raw.message.startsWith("wall"),
});
const lines = sourceOf("lines", { text: "lines", anyText: true });
const mail = sourceOf("mail", {
  text: "whole",
  recognizes: (raw) => typeof raw === "string" && raw.startsWith("From:"),
});
const own = sourceOf("own", { defers: true });
const reader = newReader(
  Object.entries({ door, gate, wall, lines, mail, own }).map(([id, source]) => ({ id, source, settings })),
);
const productsOf = (source: Source, document: unknown) =>
  reader.read(source, document, {}, context).map((one) => (one !== null && "alert" in one ? one.alert.source : one));

describe("a connection that names its product", () => {
  it("has everything read by that one, whatever it looks like", () => {
    expect(productsOf(gate, { door: 1 })).toEqual(["gate"]);
  });
});

describe("a connection that names none", () => {
  it.each([
    [{ door: 1 }, ["door"]],
    [
      [{ gate: 1 }, { gate: 2 }],
      ["gate", "gate"],
    ],
    [openText("<13>Mar  1 10:00:00 h wall down"), ["wall"]],
    [openText("<13>Mar  1 10:00:00 h something else"), ["lines"]],
    ["From: ann", ["mail"]],
    [{ never: "seen" }, ["own"]],
  ])("has %j read by %j", (document, products) => expect(productsOf(own, document)).toEqual(products));

  it("is read right also when the product changes from one message to the next", () => {
    const documents = [{ door: 1 }, { gate: 1 }, { door: 2 }, { never: "seen" }, { gate: 3 }];
    expect(documents.flatMap((document) => productsOf(own, document))).toEqual(["door", "gate", "door", "own", "gate"]);
  });

  it("knows a whole message from lines", () => {
    expect([reader.isWhole("From: ann\n\nhello"), reader.isWhole("<13>Mar  1 10:00:00 h wall down")]).toEqual([
      true,
      false,
    ]);
  });
});
