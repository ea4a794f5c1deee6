import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isCordonError } from "../../errors.ts";
import { alertsIn, draftByMapping } from "./draft-by-mapping.ts";
import { wayText } from "./fault.ts";
import { type MappingSettings, readMapping } from "./read-mapping.ts";

const receivedAt = new Date("2026-03-02T00:00:00Z");

function compiled(settings: MappingSettings) {
  const read = readMapping(settings);
  if (!("mapping" in read)) throw new Error(JSON.stringify(read.faults));
  return read.mapping;
}

const faultsOf = (settings: MappingSettings) => {
  const read = readMapping(settings);
  return "mapping" in read ? [] : read.faults.map(({ way, message, fix }) => `${wayText(way)}: ${message}; ${fix}`);
};

const least = { title: "name", time: "at" };
const draft = (raw: unknown, mapping: object, more: object = {}) =>
  draftByMapping(raw, compiled({ mapping: { ...least, ...mapping }, ...more }), receivedAt);
const raw = { name: "Door forced", at: "2026-03-01T10:00:00Z" };

describe("an alert through a mapping", () => {
  it("needs a title and a time, and is named by its content where it has no uid", () => {
    const one = draft(raw, {});
    expect(one).toMatchObject({ title: "Door forced", time: "2026-03-01T10:00:00.000Z", severity: "unknown" });
    expect(one?.uid).toBe(draft({ at: raw.at, name: raw.name }, {})?.uid);
    expect(one?.uid).not.toBe(draft({ ...raw, other: 1 }, {})?.uid);
    expect(() => draft({ at: raw.at }, {})).toThrow(/\$\.name: expected text for "title"/);
    expect(() => draft({ ...raw, at: "soon" }, {})).toThrow(expect.objectContaining({ code: "normalize.bad-time" }));
  });

  it("has its things from each item of a list, where a condition holds", () => {
    const evidence = [
      { kind: "User", id: "ann", label: "Ann", also: ["S-1-5-21-1"] },
      { kind: "ip", id: "192.0.2.1" },
      { kind: "file", id: "a.exe" },
    ];
    const each = "evidence[*]";
    const read = draft(
      { ...raw, site: "Door", evidence },
      {
        entities: [
          { type: "user", each, when: { path: "kind", equals: "user" }, from: "id", name: "label", aliases: ["also"] },
          { type: "ip", role: "actor", each, when: { path: "kind", equals: "ip" }, from: "id" },
        ],
        observables: [
          { type: "file", each, when: { path: "kind", equals: "file" }, from: { template: "{$.site}/{id}" } },
        ],
      },
    );
    expect(read?.entities).toEqual([
      { type: "user", role: "affected", key: "ann", name: "Ann", aliases: ["S-1-5-21-1"] },
      { type: "ip", role: "actor", key: "192.0.2.1", name: "192.0.2.1", aliases: [] },
    ]);
    expect(read?.observables).toEqual([{ type: "file", value: "Door/a.exe" }]);
  });

  it("keeps the severity as it was written, beside the one it was read as", () => {
    const severity = { path: "score", do: ["number", { bands: { "0": "low", "50": "high" } }] };
    expect(draft({ ...raw, score: "73" }, { severity })).toMatchObject({ severity: "high", severityRaw: "73" });
    expect(draft({ ...raw, score: "?" }, { severity })).toMatchObject({ severity: "unknown", severityRaw: "?" });
    const words = { first: ["nothing", { path: "level", cases: { P1: "critical" }, default: "low" }] };
    expect(draft({ ...raw, level: "p1" }, { severity: words })).toMatchObject({
      severity: "critical",
      severityRaw: "p1",
    });
    expect(draft({ ...raw, level: "HIGH" }, { severity: words })?.severity).toBe("high");
    expect(draft({ ...raw, level: "odd" }, { severity: words })?.severity).toBe("low");
  });

  it("takes from labels what they are commonly called", () => {
    const labels = { severity: "page", host: "web01", technique: "T1110", sha256: "a".repeat(64) };
    expect(draft({ ...raw, labels }, { labels: "labels" })).toMatchObject({
      severity: "critical",
      entities: [{ type: "device", key: "web01" }],
      observables: [{ type: "hash" }],
      techniques: [{ id: "T1110" }],
    });
  });

  it("is none where the mapping says so", () => {
    const skip = {
      any: [
        { path: "kind", in: ["heartbeat", "test"] },
        { path: "name", matches: "^\\(ignored\\)" },
      ],
    };
    expect(draft({ ...raw, kind: "Heartbeat" }, {}, { skip })).toBeNull();
    expect(draft({ ...raw, name: "(ignored) x" }, {}, { skip })).toBeNull();
    expect(draft(raw, {}, { skip })).not.toBeNull();
    expect(draft(raw, {}, { skip: { not: { path: "kind", exists: true } } })).toBeNull();
    expect(draft(raw, {}, { skip: { all: [{ path: "kind", exists: false }, "muted"] } })).not.toBeNull();
    expect(draft({ ...raw, muted: true }, {}, { skip: "muted" })).toBeNull();
  });

  it("is one of those that a message holds, also of none", () => {
    const mapping = compiled({ items: "data[*].alerts", mapping: least });
    expect(alertsIn({ data: [{ alerts: [1, 2] }, { alerts: [3] }] }, mapping)).toEqual([1, 2, 3]);
    expect(alertsIn({ data: [{ alerts: [] }] }, mapping)).toEqual([]);
    expect(alertsIn({ name: "single" }, mapping)).toEqual([{ name: "single" }]);
  });
});

describe("a mapping", () => {
  it.each([
    [{ time: { path: "at", do: ["trim"] } }, /mapping\.time: "time" takes a time, and is given a text; write "time"/],
    [{ severity: { path: "n", do: ["number"] } }, /"severity" takes a text, and is given a number; write "bands"/],
    [
      { severity: { value: "hihg" } },
      /mapping\.severity\.value: "hihg" is no value of "severity"; did you mean "high"/,
    ],
    [
      { severity: { path: "n", cases: { a: "low" }, default: "lowe" } },
      /severity\.default: "lowe".*did you mean "low"/,
    ],
    [{ confidence: { path: "n", do: ["lower"] } }, /"confidence" takes a number, and is given a text/],
    [{ title: "hosts[*].name" }, /"title" takes one value, and is given a list; write \{ join/],
    [{ rule: { uid: "x" } }, /mapping\.rule\.uid: "uid" is not a key of "rule"; did you mean "id"/],
    [{ entities: [{ from: "x" }] }, /"entities" has no "type"/],
    [{ observables: [{ type: "hsh", from: "x" }] }, /observables\[0\]\.type: .*did you mean "hash"/],
    [{ resolved: { path: "a" } }, /this condition has nothing to test/],
    [{ resolved: { path: "a", equals: 1, in: [1] } }, /this condition has two tests/],
    [{ resolved: { equals: 1 } }, /this condition has no "path"/],
    [{ resolved: { path: "a", exists: "yes" } }, /"exists" is text, and not true or false/],
  ])("%j is refused with its place and fix", (wrong, reason) => {
    expect(faultsOf({ mapping: { ...least, ...wrong } }).join("\n")).toMatch(reason);
  });

  it("says everything that is wrong at once", () => {
    expect(faultsOf({ items: "a..b", skip: 3, mapping: { titel: "x", time: "at" } })).toHaveLength(4);
    expect(faultsOf({})).toHaveLength(1);
  });

  it("is read without throwing, whatever is written", () => {
    const key = fc.constantFrom(
      ...[
        "path",
        "do",
        "first",
        "all",
        "cases",
        "when",
        "then",
        "template",
        "value",
        "default",
        "type",
        "from",
        "each",
      ],
      ...["regex", "split", "time", "bands", "severity", "item", "at", "equals", "in", "matches", "not", "any", "zone"],
    );
    const node = fc.letrec((tie) => ({
      any: fc.oneof(
        { depthSize: "small", maxDepth: 5 },
        fc.oneof(fc.string(), fc.double(), fc.boolean(), fc.constant(null), fc.constantFrom("a.b", "lower", "high")),
        fc.array(tie("any"), { maxLength: 3 }),
        fc.dictionary(key, tie("any"), { maxKeys: 4 }),
      ),
    })).any;
    const fields = fc.constantFrom(
      "title",
      "time",
      "severity",
      "confidence",
      "rule",
      "entities",
      "observables",
      "resolved",
    );
    fc.assert(
      fc.property(fc.dictionary(fields, node, { maxKeys: 4 }), node, (mapping, alert) => {
        const read = readMapping({ mapping: { ...least, ...mapping } });
        if (!("mapping" in read)) return read.faults.length > 0;
        try {
          draftByMapping(alert, read.mapping, receivedAt);
        } catch (error) {
          expect(isCordonError(error) && error.root === "input").toBe(true);
        }
        return true;
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([["json"], ["base64"], ["lower", "upper"]])(
    "bounds what it costs to handle one long text again and again by %s",
    (...steps) => {
      const from = { path: "$.long", do: steps };
      const mapping = compiled({
        mapping: { ...least, uid: "name", observables: [{ type: "other", each: "a[*]", from }] },
      });
      const hostile = { ...raw, long: `["${"QUJD".repeat(200_000)}"]`, a: Array.from({ length: 300 }, () => 1) };
      const started = performance.now();
      expect(() => draftByMapping(hostile, mapping, receivedAt)).toThrow(
        expect.objectContaining({ code: "mapping.too-costly" }),
      );
      expect(performance.now() - started).toBeLessThan(2_000);
    },
  );

  it.each(["(a+)+$", "[a-z]{30,99}\\d", "((a{9}){9}){9}b"])(
    "bounds what one hostile alert may cost with %s",
    (regex) => {
      const each = "a[*]";
      const mapping = compiled({
        mapping: {
          ...least,
          uid: "name",
          observables: [{ type: "other", each, from: { path: "b[*].c[*]", do: [{ regex }] } }],
        },
      });
      const inner = { c: Array.from({ length: 300 }, () => "a".repeat(5_000)) };
      const hostile = {
        ...raw,
        a: Array.from({ length: 300 }, () => ({ b: Array.from({ length: 300 }, () => inner) })),
      };
      const started = performance.now();
      expect(() => draftByMapping(hostile, mapping, receivedAt)).toThrow(
        expect.objectContaining({ root: "input", code: "mapping.too-costly" }),
      );
      expect(performance.now() - started).toBeLessThan(2_000);
    },
  );
});
