import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { openText } from "../../src/connector/open-text.ts";
import type { CefEvent, LeefEvent, SyslogHeader, TextMessage } from "../../src/connector/text-message.ts";
import { AlertDraft } from "../../src/model/alert.ts";
import { syslogSource as source } from "./normalize.ts";
import { syslogSeverity, tenStepSeverity } from "./scales.ts";

const header: SyslogHeader = {
  format: "rfc3164",
  facility: 4,
  severity: 3,
  timestamp: "Mar  1 10:00:00",
  host: "gw-1.example.com",
  app: "sshd",
  pid: "12",
  messageId: "",
  structured: {},
};
const line = (more: Partial<TextMessage>): TextMessage => ({ text: "line", message: "line", syslog: header, ...more });
const read = (raw: unknown) => AlertDraft.parse(source.normalize(raw, {}));

const cef = (extension: Record<string, string>, more: Partial<CefEvent> = {}): TextMessage =>
  line({
    cef: {
      version: "0",
      vendor: "Example",
      product: "Gate",
      productVersion: "1",
      signatureId: "100",
      name: "Worm stopped",
      severity: "10",
      extension,
      ...more,
    },
  });

describe("a CEF event", () => {
  const event = cef({
    rt: "Mar 01 2026 10:00:00",
    src: "203.0.113.4",
    dst: "10.0.0.5",
    duser: "dana",
    dhost: "web-1.example.com",
    act: "Blocked",
    cat: "malware T1204",
    request: "http://evil.example/a",
    cs1Label: "SHA256",
    cs1: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
  });

  it("has the device's time, rule, outcome and what it was done with", () => {
    expect(read(event)).toMatchObject({
      time: "2026-03-01T10:00:00.000Z",
      severity: "critical",
      rule: { id: "100", name: "Worm stopped" },
      product: { name: "Gate", vendor: "Example" },
      controlOutcome: "blocked",
      techniques: [{ id: "T1204" }],
    });
    expect(read(event).observables).toContainEqual({ type: "hash", value: event.cef?.extension.cs1 });
  });

  it("affects the destination, and the machine inside when it reaches out", () => {
    const sides = (raw: TextMessage) => read(raw).entities.map(({ role, key }) => `${role} ${key}`);
    expect(sides(event)).toEqual(["affected dana", "affected web-1.example.com", "actor 203.0.113.4"]);
    const out = cef({ rt: "1772359200000", src: "10.0.0.5", dst: "8.8.8.8", suser: "dana" });
    expect(sides(out)).toEqual(["affected dana", "affected 10.0.0.5", "actor 8.8.8.8"]);
    expect(sides(cef({ rt: "1772359200000", suser: "dana" }))).toEqual(["affected dana"]);
    expect(sides(cef({ rt: "1772359200000" }))).toEqual(["affected gw-1.example.com"]);
  });

  it("is the same delivered again and another with other fields", () => {
    expect(read({ ...event, text: "with another header" }).uid).toBe(read(event).uid);
    expect(read(cef({ ...event.cef?.extension, dst: "10.0.0.6" })).uid).not.toBe(read(event).uid);
  });
});

it("reads LEEF by its own names", () => {
  const leef: LeefEvent = {
    version: "2.0",
    vendor: "Example",
    product: "Proxy",
    productVersion: "1",
    eventId: "7",
    attributes: {
      devTime: "Mar 01 2026 10:00:00",
      sev: "7",
      usrName: "dana",
      src: "10.0.0.5",
      url: "http://evil.example",
      action: "deny",
    },
  };
  expect(read(line({ leef }))).toMatchObject({
    severity: "high",
    controlOutcome: "blocked",
    entities: [{ key: "dana" }, { key: "10.0.0.5" }],
  });
});

describe("a plain line", () => {
  const failed = line({ message: "Failed password for dana from 203.0.113.9", receivedAt: "2026-03-01T10:00:02.000Z" });

  it("is an alert from warning on, about the host that wrote it, in the year that it arrived", () => {
    expect(read(failed)).toMatchObject({
      severity: "high",
      time: "2026-03-01T10:00:00.000Z",
      entities: [{ type: "device", key: "gw-1.example.com" }],
      observables: [{ type: "ip", value: "203.0.113.9" }, { type: "host" }],
    });
    expect(source.normalize({ ...failed, syslog: { ...header, severity: 6 } }, {})).toBeNull();
  });

  it("says that a year is missing rather than guessing it", () => {
    expect(() => source.normalize({ ...failed, receivedAt: undefined }, {})).toThrow(/\$\.syslog\.timestamp.*year/);
  });
});

it("reads each scale by its own table", () => {
  expect(["0", "3", "4", "7", "9", "10", "Very-High", "11", ""].map(tenStepSeverity)).toEqual([
    ...["low", "low", "medium", "high", "critical", "critical", "critical", "unknown", "unknown"],
  ]);
  expect([0, 2, 3, 4, 5, 7, undefined].map(syslogSeverity)).toEqual([
    ...["fatal", "critical", "high", "medium", "low", "informational", "unknown"],
  ]);
});

it("survives whatever a stored line holds", () => {
  const part = fc.anything({ withNullPrototype: true });
  fc.assert(
    fc.property(
      fc.record({ text: fc.string(), message: fc.string(), syslog: part, cef: part, leef: part, pairs: part }),
      (raw) => {
        try {
          source.normalize(raw, {});
        } catch (error) {
          expect(error).toMatchObject({ root: "input" });
        }
      },
    ),
  );
});

describe("lines as they come", () => {
  const arrived = (text: string) => ({ ...(openText(text) as TextMessage), receivedAt: "2026-03-01T10:00:05.000Z" });

  it("are read through the envelopes around them", () => {
    const event =
      "CEF:0|Example|Gate|1|201|Threat blocked|9|src=203.0.113.4 dst=10.0.0.5 act=blocked msg=Stopped at the gate";
    expect(read(arrived(`<132>Mar  1 10:00:00 gw-1 ${event}`))).toMatchObject({
      title: "Threat blocked",
      severity: "critical",
      time: "2026-03-01T10:00:00.000Z",
    });
    const leef = "LEEF:2.0|Example|Proxy|1|7|^|devTime=Mar 01 2026 10:00:00^sev=4^usrName=dana";
    expect(read(arrived(`<13>1 2026-03-01T10:00:00Z px-1 proxy - - - ${leef}`))).toMatchObject({ severity: "medium" });
    expect(read(arrived("<35>1 2026-03-01T10:00:00Z vpn-1 vpnd 7 AUTH - Login failed for dana"))).toMatchObject({
      rule: { id: "vpnd/AUTH" },
      entities: [{ key: "vpn-1" }],
    });
  });

  it("without any time happened when they arrived, and are the same when they come again", () => {
    const one = arrived("CEF:0|Example|Gate|1|201|Threat blocked|9|src=203.0.113.4");
    const again = { ...one, receivedAt: "2026-03-01T11:00:00.000Z" };
    expect(read(one).time).toBe("2026-03-01T10:00:05.000Z");
    expect(read(again).uid).toBe(read(one).uid);
  });

  it("may have their time under a name of the vendor's own", () => {
    const text = "CEF:0|Example|Gate|1|544|Admin login|1|EXutcTime=2026-03-01T08:32:58.445Z src=10.0.0.2";
    expect(read(openText(text)).time).toBe("2026-03-01T08:32:58.445Z");
  });
});
