import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { openText } from "./open-text.ts";

const word = fc.stringMatching(/^[a-zA-Z][a-zA-Z0-9]{0,11}$/);
const printed = fc
  .string({ unit: "grapheme-ascii", minLength: 1, maxLength: 40 })
  .map((text) => `x${text}x`)
  .filter((text) => !/\s/.test(text.at(-1) ?? ""));
const recordOf = (key: fc.Arbitrary<string>, value: fc.Arbitrary<string>) =>
  fc.dictionary(key, value, { minKeys: 2, maxKeys: 6, noNullPrototype: true });

describe("syslog headers", () => {
  it("reads RFC 5424 with structured data and the byte order mark", () => {
    const line =
      '<165>1 2026-10-11T22:14:15.003Z host.example evntslog - ID47 [ex@32473 iut="3" note="a \\"b\\" \\]"][other@1] \ufeffAn event';
    expect(openText(line)).toEqual({
      text: line,
      message: "An event",
      syslog: {
        format: "rfc5424",
        facility: 20,
        severity: 5,
        timestamp: "2026-10-11T22:14:15.003Z",
        host: "host.example",
        app: "evntslog",
        pid: "",
        messageId: "ID47",
        structured: { "ex@32473": { iut: "3", note: 'a "b" ]' }, "other@1": {} },
      },
    });
  });

  it.each([
    ["<34>Oct 11 22:14:15 mymachine su[12]: failed", "Oct 11 22:14:15", "mymachine", "su", "12", "failed"],
    ["Oct  1 02:14:15 web sshd: no priority", "Oct  1 02:14:15", "web", "sshd", "", "no priority"],
    ["<34>2026-10-11T22:14:15+02:00 web app: hi", "2026-10-11T22:14:15+02:00", "web", "app", "", "hi"],
    ["<34>Oct 11 22:14:15 su: no host", "Oct 11 22:14:15", "", "su", "", "no host"],
    ["45 <34>Oct 11 22:14:15 web su: counted", "Oct 11 22:14:15", "web", "su", "", "counted"],
    ["<34>Oct 11 2026 22:14:15 web su: a year", "Oct 11 2026 22:14:15", "web", "su", "", "a year"],
    ["<166>Oct 11 2026 22:14:15: %ASA-6-302013: Built", "Oct 11 2026 22:14:15", "", "", "", "%ASA-6-302013: Built"],
    ["<166>Oct 11 22:14:15 fw1 : %ASA-4-106023: Deny", "Oct 11 22:14:15", "fw1", "", "", "%ASA-4-106023: Deny"],
    ["<189>29: *Apr 23 19:16:25.220: %SYS-5-CONFIG_I: Set", "Apr 23 19:16:25.220", "", "", "", "%SYS-5-CONFIG_I: Set"],
    ["<189>date=2026-10-11 time=10:00:00", "", "", "", "", "date=2026-10-11 time=10:00:00"],
    ["<14>Oct 11 22:14:15 CEF:0|a|b|c|d|e|5|", "Oct 11 22:14:15", "", "", "", "CEF:0|a|b|c|d|e|5|"],
  ])("reads %j", (line, timestamp, host, app, pid, message) => {
    expect(openText(line)).toMatchObject({ message, syslog: { format: "rfc3164", timestamp, host, app, pid } });
  });

  it("knows no header where there is neither priority nor time", () => {
    expect(openText("hello: world").syslog).toBeUndefined();
  });

  it("reads back any RFC 5424 header that was written", () => {
    const structured = fc.dictionary(word, fc.dictionary(word, fc.string(), { maxKeys: 3, noNullPrototype: true }), {
      minKeys: 1,
      maxKeys: 3,
      noNullPrototype: true,
    });
    fc.assert(
      fc.property(fc.nat(191), word, word, structured, printed, (priority, host, app, data, message) => {
        const elements = Object.entries(data).map(
          ([id, parameters]) =>
            `[${id}${Object.entries(parameters)
              .map(([name, value]) => ` ${name}="${value.replace(/["\\\]]/g, "\\$&")}"`)
              .join("")}]`,
        );
        const line = `<${priority}>1 2026-10-11T22:14:15Z ${host} ${app} 7 - ${elements.join("")} ${message}`;
        const opened = openText(line);
        expect(opened.syslog).toMatchObject({ host, app, pid: "7", structured: data });
        expect((opened.syslog?.facility ?? 0) * 8 + (opened.syslog?.severity ?? 0)).toBe(priority);
        expect(opened.message).toBe(message);
      }),
    );
  });
});

describe("events in a message", () => {
  it("reads CEF with escapes, spaces and bare equals signs", () => {
    const line =
      "<14>Oct 11 22:14:15 gw CEF:0|Ven\\|dor|Pro\\\\duct|1.0|100|Found it|8|src=10.0.0.1 request=http://x/?a=b&c=d msg=one \\= two\\nthree cs1Label=Rule name";
    expect(openText(line).cef).toEqual({
      version: "0",
      vendor: "Ven|dor",
      product: "Pro\\duct",
      productVersion: "1.0",
      signatureId: "100",
      name: "Found it",
      severity: "8",
      extension: { src: "10.0.0.1", request: "http://x/?a=b&c=d", msg: "one = two\nthree", cs1Label: "Rule name" },
    });
  });

  it("reads back any CEF that was written", () => {
    fc.assert(
      fc.property(fc.array(printed, { minLength: 6, maxLength: 6 }), recordOf(word, printed), (header, extension) => {
        const head = header.map((field) => field.replace(/[|\\]/g, "\\$&")).join("|");
        const tail = Object.entries(extension).map(([key, value]) => `${key}=${value.replace(/[=\\]/g, "\\$&")}`);
        const cef = openText(`CEF:1|${head}|${tail.join(" ")}`).cef;
        expect(cef?.extension).toEqual(extension);
        expect([cef?.vendor, cef?.product, cef?.productVersion, cef?.signatureId, cef?.name, cef?.severity]).toEqual(
          header,
        );
      }),
    );
  });

  it.each([
    ["LEEF:1.0|V|P|1|id|src=1.1.1.1\tmsg=a b=c", "1.0"],
    ["LEEF:2.0|V|P|1|id|^|src=1.1.1.1^msg=a b=c", "2.0"],
    ["LEEF:2.0|V|P|1|id|x5e|src=1.1.1.1^msg=a b=c", "2.0"],
    ["LEEF:2.0|V|P|1|id|0x09|src=1.1.1.1\tmsg=a b=c", "2.0"],
    ["LEEF:2.0|V|P|1|id||src=1.1.1.1\tmsg=a b=c", "2.0"],
    ["LEEF:2.0|V|P|1|id|src=1.1.1.1\tmsg=a b=c", "2.0"],
    ["LEEF:1.0|V|P|1|id|src=1.1.1.1#011msg=a b=c", "1.0"],
  ])("reads %j", (line, version) => {
    expect(openText(line).leef).toEqual({
      version,
      vendor: "V",
      product: "P",
      productVersion: "1",
      eventId: "id",
      attributes: { src: "1.1.1.1", msg: "a b=c" },
    });
  });

  it("reads pairs with quotes inside quotes and values of several words", () => {
    expect(openText('date=2026-10-11 msg="said \\"no\\", left" user=Ann Lee, level=high').pairs).toEqual({
      date: "2026-10-11",
      msg: 'said "no", left',
      user: "Ann Lee",
      level: "high",
    });
    expect(openText("the answer is x=1 and y=2").pairs).toBeUndefined();
  });

  it("reads back any pairs that were written", () => {
    fc.assert(
      fc.property(recordOf(word, fc.string()), (pairs) => {
        const line = Object.entries(pairs).map(([key, value]) => `${key}="${value.replace(/["\\]/g, "\\$&")}"`);
        expect(openText(line.join(" ")).pairs).toEqual(pairs);
      }),
    );
  });
});

describe("hostile lines", () => {
  it("opens any text, keeps it as it came, and sees names like __proto__ as data alone", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: "binary" }),
          printed.map((text) => `<13>${text}`),
        ),
        (text) => {
          expect(openText(text).text).toBe(text);
        },
      ),
    );
    const { pairs } = openText("__proto__=a constructor=b");
    expect(Object.keys(pairs ?? {})).toEqual(["__proto__", "constructor"]);
  });
});
