import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { issueText } from "../../src/connector/invoke.ts";
import { openText } from "../../src/connector/open-text.ts";
import { AlertDraft } from "../../src/model/alert.ts";
import { genericSource } from "./normalize.ts";
import { genericSettings, mappingOf } from "./settings.ts";

const mapping = {
  uid: "id",
  title: "rule.name",
  time: "ts",
  severity: { path: "sev", cases: { HIGH: "high", P1: "critical" } },
  rule: { id: "rule.id", name: "rule.name" },
  product: { name: { value: "Door" }, vendor: { path: "vendor", default: "Example" } },
  categories: ["tags"],
  techniques: ["tags"],
  confidence: "score",
  entities: [
    { type: "device", from: "host.name", name: "host.label", aliases: ["host.ip"] },
    { type: "ip", from: "peers", role: "actor" },
  ],
  observables: [{ type: "url", from: "links[0]" }],
  disposition: { path: "state", cases: { fp: "false-positive" }, default: "unknown" },
  resolved: { path: "state", in: ["closed", "fp"] },
};
const settings = genericSettings.parse({ mapping });
const message = {
  id: 7,
  ts: 1772359200,
  sev: "high",
  score: "80",
  rule: { id: "r1", name: "Knock" },
  tags: ["door", "attack.t1110.003"],
  host: { name: "web01", label: "Web", ip: "10.0.0.4" },
  peers: ["198.51.100.7", "198.51.100.8"],
  links: ["hxxps://evil[.]example/a"],
  state: "fp",
};
const read = (raw: unknown, given = settings) => AlertDraft.parse(genericSource.normalize(raw, given));

describe("a mapping", () => {
  it("takes every field from its path", () => {
    expect(read(message)).toMatchObject({
      uid: "7",
      title: "Knock",
      severity: "high",
      severityRaw: "high",
      confidence: 80,
      time: "2026-03-01T10:00:00.000Z",
      rule: { id: "r1", name: "Knock" },
      product: { name: "Door", vendor: "Example" },
      categories: ["door", "attack.t1110.003"],
      techniques: [{ id: "T1110.003" }],
      disposition: "false-positive",
      resolved: true,
    });
  });

  it("gives one entity a value, with name and aliases where there is one value", () => {
    expect(read(message).entities).toEqual([
      { type: "device", key: "web01", name: "Web", role: "affected", aliases: ["10.0.0.4"] },
      { type: "ip", key: "198.51.100.7", name: "198.51.100.7", role: "actor", aliases: [] },
      { type: "ip", key: "198.51.100.8", name: "198.51.100.8", role: "actor", aliases: [] },
    ]);
  });

  it.each([
    ["HIGH", "high"],
    ["p1", "critical"],
    ["low", "low"],
    ["purple", "unknown"],
    [undefined, "unknown"],
  ])("reads the severity word %s as %s", (sev, severity) => {
    expect(read({ ...message, sev }).severity).toBe(severity);
  });

  it("says where a field that an alert needs was looked for", () => {
    expect(() => genericSource.normalize({ ...message, id: null }, settings)).toThrow(
      /\$\.id: expected text for "uid"/,
    );
    expect(() => genericSource.normalize({ ...message, ts: "soon" }, settings)).toThrow(
      expect.objectContaining({ code: "normalize.bad-time", details: { path: "$.ts" } }),
    );
  });

  it("splits where the items are, and leaves out what is not meant", () => {
    const given = genericSettings.parse({
      mapping,
      items: "data.alerts",
      skip: { not: { path: "state", equals: "fp" } },
    });
    expect(genericSource.split?.({ data: { alerts: [message, message] } }, given)).toHaveLength(2);
    expect(genericSource.normalize({ ...message, state: "ok" }, given)).toBeNull();
  });
});

describe("a line of text", () => {
  const given = genericSettings.parse({
    mapping: {
      title: { path: "message", do: [{ regex: "^(.+?) from " }] },
      time: { path: "syslog.timestamp", do: ["time"] },
      severity: { path: "syslog.severity", do: [{ severity: "syslog" }] },
      entities: [
        { type: "device", from: "syslog.host" },
        { type: "ip", role: "actor", from: { path: "message", do: [{ regex: "from (\\S+)" }] } },
      ],
    },
  });
  const context = { connectionId: "c", connection: "doors", receivedAt: new Date("2026-03-01T10:00:05Z") };
  const lineOf = (text: string) => genericSource.normalize(openText(text), given, context);

  it("has its header opened, and its year from when it arrived", () => {
    expect(AlertDraft.parse(lineOf("<34>Mar  1 10:00:00 gate1 doord[7]: Badge refused from 192.0.2.7"))).toMatchObject({
      title: "Badge refused",
      time: "2026-03-01T10:00:00.000Z",
      severity: "critical",
      entities: [
        { type: "device", key: "gate1" },
        { type: "ip", key: "192.0.2.7", role: "actor" },
      ],
    });
  });

  it("is refused with the path that was looked for, where it is of another kind", () => {
    expect(() => lineOf("<34>Mar  1 10:00:00 gate1 doord[7]: restarted")).toThrow(
      /\$\.message: expected text for "title"/,
    );
  });

  it("gives pairs by their names", () => {
    const pairs = genericSettings.parse({
      mapping: { title: "pairs.msg", time: { path: "pairs.at", do: ["time"] }, severity: "pairs.sev" },
    });
    const raw = openText('at=2026-03-01T10:00:00Z sev=high msg="Badge refused"');
    expect(genericSource.normalize(raw, pairs, context)).toMatchObject({ title: "Badge refused", severity: "high" });
  });
});

describe("settings", () => {
  const refusalOf = (wrong: unknown) => {
    const { error } = genericSettings.safeParse(wrong);
    return error === undefined ? "accepted" : issueText(error);
  };

  it.each([
    [{ ...mapping, uid: "a..b" }, /mapping\.uid.*is no path/s],
    [{ ...mapping, severity: { path: "sev", cases: { X: "hihg" } } }, /"hihg" is no value of "severity".*"high"/s],
    [{ ...mapping, entities: [{ type: "robot", from: "x" }] }, /"robot" is not a value of "type"/],
    [{ ...mapping, tilte: "x" }, /"tilte".*did you mean "title"/s],
    [{ ...mapping, time: undefined }, /"time"/],
  ])("refuse a mapping that cannot work", (wrong, reason) => {
    expect(refusalOf({ mapping: wrong })).toMatch(reason);
  });

  it.each([
    [{ mapping, ignoreUnless: { path: "a", equals: ["b"] } }, /skip: \{ not:/],
    [{ mapping: { ...mapping, severity: { path: "sev", map: { P1: "high" } } } }, /the table is called "cases/],
    [{ mapping: { ...mapping, entities: [{ type: "ip", path: "x" }] } }, /is called "from/],
    [{ mapping: { ...mapping, resolved: { path: "state", equals: ["closed"] } } }, /write "in" for a list/],
  ])("name the new form of what was written otherwise before", (wrong, reason) => {
    expect(refusalOf(wrong)).toMatch(reason);
  });

  it("are compiled once for as long as they live, and refused where they were never checked", () => {
    expect(mappingOf(settings)).toBe(mappingOf(settings));
    expect(() => mappingOf({ mapping: { title: "a" } } as never)).toThrow(
      expect.objectContaining({ root: "input", code: "mapping.not-valid" }),
    );
  });
});

describe("the signature", () => {
  const body = new TextEncoder().encode('{"id":1}');
  const sign = (signed: string | Uint8Array, secret = "s3cret") =>
    createHmac("sha256", secret).update(signed).digest("hex");
  const now = new Date("2026-03-01T10:00:00Z");
  const check = (headers: Record<string, string>, given = settings) =>
    genericSource.verify?.check({ headers, body }, "s3cret", now, given);
  const refused = expect.objectContaining({ root: "refused", code: "ingest.bad-signature" });

  it.each([[`sha256=${sign(body)}`], [sign(body).toUpperCase()], [`v1=${sign(body, "old")},v1=${sign(body)}`]])(
    "is good as %s",
    (header) => {
      expect(() => check({ "x-signature-256": header })).not.toThrow();
    },
  );

  it.each([
    {},
    { "x-signature-256": "" },
    { "x-signature-256": `sha256=${sign("other")}` },
    { "x-signature-256": sign(body, "old") },
    { "x-signature-256": "ü" },
  ])("is bad as %j", (headers) => {
    expect(() => check(headers as Record<string, string>)).toThrow(refused);
  });

  it("covers the time of sending, and an old message is refused", () => {
    const given = genericSettings.parse({ mapping, signatureHeader: "X-Sig", timestampHeader: "X-Time" });
    const at = (seconds: number) => {
      const time = String(now.getTime() / 1000 + seconds);
      return { "x-time": time, "x-sig": sign(`${time}.{"id":1}`) };
    };
    expect(() => check(at(-299), given)).not.toThrow();
    expect(() => check(at(-301), given)).toThrow(refused);
    expect(() => check(at(301), given)).toThrow(refused);
    expect(() => check({ ...at(0), "x-time": String(now.getTime() / 1000 - 10) }, given)).toThrow(refused);
    expect(() => check({ "x-sig": sign(body) }, given)).toThrow(refused);
  });
});
