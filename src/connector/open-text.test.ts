import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { openText } from "./open-text.ts";
import { openSyslog } from "./syslog-header.ts";
import type { TextMessage } from "./text-message.ts";

const open = (line: string) => openText(line) as TextMessage;

describe("a syslog header", () => {
  it.each([
    [
      "<34>Oct 11 22:14:15 mymachine su: 'su root' failed",
      "Oct 11 22:14:15",
      "mymachine",
      "su",
      "",
      "'su root' failed",
    ],
    [
      "<13>Mar  1 10:00:00 fw1 sshd[4711]: Failed password",
      "Mar  1 10:00:00",
      "fw1",
      "sshd",
      "4711",
      "Failed password",
    ],
    ["Mar  1 10:00:00 host kernel: oops", "Mar  1 10:00:00", "host", "kernel", "", "oops"],
    ["<13>2026-03-01T10:00:00+01:00 host app: x", "2026-03-01T10:00:00+01:00", "host", "app", "", "x"],
    ["<166>%FW-6-302013: Built inbound", "", "", "", "", "%FW-6-302013: Built inbound"],
    ["<166>Mar 01 2026 10:00:00: %FW-6-302013: Built", "Mar 01 2026 10:00:00", "", "", "", "%FW-6-302013: Built"],
    [
      "<166>Mar 01 2026 10:00:00 edge : %FW-6-302013: Built",
      "Mar 01 2026 10:00:00",
      "edge",
      "",
      "",
      "%FW-6-302013: Built",
    ],
    [
      "<189>000123: *Mar  1 10:00:00.123 UTC: %SYS-5-CONFIG_I: x",
      "Mar  1 10:00:00.123 UTC",
      "",
      "",
      "",
      "%SYS-5-CONFIG_I: x",
    ],
    ["83 <13>Mar  1 10:00:00 host app: framed", "Mar  1 10:00:00", "host", "app", "", "framed"],
  ])("of RFC 3164 in %s", (line, timestamp, host, app, pid, message) => {
    expect(open(line)).toMatchObject({ syslog: { format: "rfc3164", timestamp, host, app, pid }, message });
  });

  it("of RFC 5424 has its structured data, unescaped", () => {
    const line = String.raw`<165>1 2026-03-01T10:00:00.003Z host.example.com evntslog 12 ID47 [ex@32473 iut="3" src="a\"b\]c"][two@1 x="y"] An event`;
    expect(open(line)).toMatchObject({
      syslog: {
        ...{ format: "rfc5424", facility: 20, severity: 5, timestamp: "2026-03-01T10:00:00.003Z", app: "evntslog" },
        ...{ host: "host.example.com", pid: "12", messageId: "ID47" },
        structured: { "ex@32473": { iut: "3", src: 'a"b]c' }, "two@1": { x: "y" } },
      },
      message: "An event",
    });
  });

  it.each(["just words", "<999>Mar  1 10:00:00 h a: b", "key=value other=1"])("is not found in %s", (line) => {
    expect(openSyslog(line)).toBeUndefined();
  });

  it("reads back what RFC 5424 writes", () => {
    const word = fc.stringMatching(/^[a-z0-9][a-z0-9.]{0,11}$/);
    const value = fc.string({ maxLength: 20 });
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 191 }),
        word,
        word,
        word,
        value,
        word,
        (priority, host, app, id, text, message) => {
          const escaped = text.replace(/["\\\]]/g, "\\$&");
          const line = `<${priority}>1 2026-03-01T10:00:00Z ${host} ${app} - - [${id} k="${escaped}"] ${message}`;
          expect(openSyslog(line)).toEqual({
            header: {
              ...{
                format: "rfc5424",
                facility: priority >> 3,
                severity: priority & 7,
                timestamp: "2026-03-01T10:00:00Z",
              },
              ...{ host, app, pid: "", messageId: "", structured: { [id]: { k: text } } },
            },
            message,
          });
        },
      ),
    );
  });
});

describe("what a line carries", () => {
  it("is a CEF event behind any header, its escapes undone", () => {
    const line = String.raw`<13>Mar  1 10:00:00 host CEF:0|Acme|Fire\|wall|1.0|100|Blocked|8|src=192.0.2.1 msg=a \= b\nc request=https://example.com/?a=b act=blocked`;
    expect(open(line).cef).toEqual({
      ...{ version: "0", vendor: "Acme", product: "Fire|wall", productVersion: "1.0", signatureId: "100" },
      ...{ name: "Blocked", severity: "8" },
      extension: { src: "192.0.2.1", msg: "a = b\nc", request: "https://example.com/?a=b", act: "blocked" },
    });
  });

  it("is a LEEF event, with tabs or a delimiter of its own", () => {
    expect(open("LEEF:1.0|Acme|Wall|1|77|src=192.0.2.1\tusrName=ann lee\tsev=5").leef).toMatchObject({
      eventId: "77",
      attributes: { src: "192.0.2.1", usrName: "ann lee", sev: "5" },
    });
    expect(open("LEEF:2.0|Acme|Wall|1|77|^|src=192.0.2.1^sev=5").leef?.attributes).toEqual({
      src: "192.0.2.1",
      sev: "5",
    });
    expect(open("LEEF:2.0|Acme|Wall|1|77|x09|src=192.0.2.1\tsev=5").leef?.attributes).toEqual({
      src: "192.0.2.1",
      sev: "5",
    });
  });

  it("is a LEEF event also behind a relay that writes the tab's code", () => {
    expect(open("LEEF:1.0|Acme|Wall|1|77|src=192.0.2.1#011sev=5").leef?.attributes).toEqual({
      src: "192.0.2.1",
      sev: "5",
    });
  });

  it("is pairs where it consists of them", () => {
    expect(open('<189>date=2026-03-01 time=10:00:00 devname="FW 1" msg="a \\"b\\""').pairs).toEqual({
      ...{ date: "2026-03-01", time: "10:00:00", devname: "FW 1", msg: 'a "b"' },
    });
    expect(open("user=ann logged in from somewhere").pairs).toBeUndefined();
  });

  it("is the JSON inside", () => {
    expect(openText('<13>Mar  1 10:00:00 host app: {"event_type":"alert"}')).toEqual({ event_type: "alert" });
    expect(openText('<13>Mar  1 10:00:00 host app: {"event_type":')).toMatchObject({ message: '{"event_type":' });
  });

  it("is found or not, and never throws, whatever the line is", () => {
    const piece = fc.oneof(
      fc.constantFrom(
        "<13>",
        "1 ",
        "CEF:0|",
        "LEEF:2.0|",
        "|",
        "=",
        "[",
        "]",
        '"',
        "\\",
        "key=",
        "\t",
        "x09|",
        "Mar  1 10:00:00 ",
      ),
      fc.string({ unit: "binary", maxLength: 8 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const line = pieces.join("");
        const opened = openText(line) as Partial<TextMessage>;
        expect(opened.text === undefined || opened.text === line).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});
