/** What every source has to hold, whoever wrote it: it is total, it is pure, and nothing in a message can harm the process. */
import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Source } from "../src/connector/connector.ts";
import { type NormalizeContext, type Normalized, normalizeRaw } from "../src/normalize/normalize-alert.ts";
import { splitDocument } from "../src/normalize/split-document.ts";
import registry from "./index.ts";

const context: NormalizeContext = {
  connectionId: "c",
  connection: "any",
  receivedAt: new Date("2026-03-01T00:00:00Z"),
  ingestId: "d",
};
const genericSettings = {
  mapping: {
    uid: "id",
    title: "title",
    time: "time",
    severity: { path: "severity", cases: { HIGH: "high" } },
    entities: [{ type: "ip", from: "ip" }],
  },
};
/** Settings for sources that cannot do without. */
const SETTINGS: Record<string, Record<string, unknown>> = { generic: genericSettings };

const sources = [...registry]
  .filter(([, connector]) => connector.source !== undefined)
  .map(([id, connector]) => [id, connector.source as Source, SETTINGS[id] ?? {}] as const);

/** Names that occur in the vendors' messages, so that random objects get past the first look. */
const NAMES = [
  ...[
    "id",
    "uid",
    "uuid",
    "type",
    "title",
    "severity",
    "time",
    "timestamp",
    "published",
    "eventType",
    "event_type",
    "alert",
  ],
  ...[
    "service",
    "resource",
    "action",
    "detail",
    "findings",
    "Findings",
    "Id",
    "Resources",
    "Severity",
    "GeneratorId",
    "labels",
  ],
  ...[
    "alerts",
    "status",
    "startsAt",
    "annotations",
    "value",
    "evidence",
    "createdDateTime",
    "device",
    "behaviors",
    "event",
  ],
  ...[
    "metadata",
    "data",
    "events",
    "actor",
    "target",
    "client",
    "src_ip",
    "dest_ip",
    "signature_id",
    "createdAt",
    "Type",
  ],
  ...[
    "Message",
    "TopicArn",
    "source",
    "composite_id",
    "alertname",
    "outcome",
    "__proto__",
    "constructor",
    "toString",
    "length",
  ],
];
const WORDS = fc.constantFrom(
  ...[
    "alert",
    "Notification",
    "2026-03-01T10:00:00Z",
    "T1110",
    "192.0.2.1",
    "::ffff:10.0.0.1",
    "a@example.com",
    "",
    "\0",
    "\ud800",
  ],
  ...[
    "user.account.lock",
    "DetectionSummaryEvent",
    "#microsoft.graph.security.userEvidence",
    "aws.guardduty",
    "x".repeat(3000),
  ],
);
const message = fc.letrec((tie) => ({
  node: fc.oneof(
    { depthSize: "small", maxDepth: 5 },
    fc.oneof(
      WORDS,
      fc.double(),
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
      fc.string({ unit: "binary", maxLength: 20 }),
    ),
    fc.array(tie("node"), { maxLength: 4 }),
    tie("object"),
  ),
  object: fc
    .array(fc.tuple(fc.constantFrom(...NAMES), tie("node")), { maxLength: 8 })
    // Written as JSON.parse does, where `__proto__` is an own property.
    .map((entries) =>
      JSON.parse(
        `{${entries.map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value) ?? "null"}`).join(",")}}`,
      ),
    ),
})).object;

function run(source: Source, settings: Record<string, unknown>, document: unknown): Normalized[] {
  const split = splitDocument(source, document, settings);
  return split.ok ? split.raws.map((raw) => normalizeRaw(source, raw, settings, context)) : [split];
}

/** Real-looking messages by connection name: those that the range plays. */
const folder = new URL("../range/alerts/", import.meta.url);
const samples = new Map<string, unknown[]>();
for (const file of readdirSync(folder).filter((name) => name.endsWith(".json"))) {
  const scenario = JSON.parse(readFileSync(new URL(file, folder), "utf8"));
  const known = samples.get(scenario.connection) ?? [];
  samples.set(scenario.connection, [...known, ...scenario.deliveries.map((one: { body: unknown }) => one.body)]);
}
const SAMPLED = sources.flatMap(([id, source, settings]) => {
  const bodies = [...samples].flatMap(([name, found]) =>
    id.endsWith(name) || id === `microsoft-${name}` ? found : [],
  );
  return bodies.length === 0 ? [] : [[id, source, settings, bodies] as const];
});

/** Every place in a JSON value, as a path. */
function places(value: unknown, path: (string | number)[] = []): (string | number)[][] {
  if (value === null || typeof value !== "object") return [path];
  const keys: (string | number)[] = Array.isArray(value) ? value.map((_, index) => index) : Object.keys(value);
  return [path, ...keys.flatMap((key) => places((value as Record<string | number, unknown>)[key], [...path, key]))];
}

/** The value with what is at `path` exchanged. */
function withChange(value: unknown, path: readonly (string | number)[], change: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return change;
  const copy = (Array.isArray(value) ? [...value] : { ...(value as object) }) as Record<string | number, unknown>;
  copy[key] = withChange(copy[key], rest, change);
  return copy;
}

describe.each(SAMPLED)("%s, given its own messages", (_, source, settings, bodies) => {
  it("reads them", () => {
    expect(bodies.flatMap((body) => run(source, settings, body)).some((result) => result.ok === true)).toBe(true);
  });

  it("survives any change anywhere in them", () => {
    const changed = fc
      .constantFrom(...bodies)
      .chain((body) =>
        fc
          .tuple(
            fc.constantFrom(...places(body)),
            fc.oneof(WORDS, fc.integer(), fc.constant(undefined), fc.constant([]), message),
          )
          .map(([path, change]) => withChange(body, path, change)),
      );
    let alerts = 0;
    fc.assert(
      fc.property(changed, (document) => {
        for (const result of run(source, settings, document)) {
          if (result.ok === true) alerts += 1;
          if (result.ok === false) expect(result.code).toMatch(/^normalize\.(?!source-failed|invalid-draft)/);
          if (result.ok === true) expect(JSON.stringify(result.alert).includes("\\u0000")).toBe(false);
        }
      }),
      { numRuns: 600 },
    );
    // Or the test would prove nothing: most single changes leave an alert.
    expect(alerts).toBeGreaterThan(100);
  });
});

describe.each(sources)("%s", (_, source, settings) => {
  it("answers with an alert, a reason or nothing, whatever it is given", () => {
    fc.assert(
      fc.property(fc.oneof(message, fc.anything({ withNullPrototype: true })), (document) => {
        for (const result of run(source, settings, document)) {
          expect([true, false, "ignored"]).toContain(result.ok);
          // A source that trips over a message has a defect; a message it cannot read has a named fault.
          if (result.ok === false) expect(result.code).not.toBe("normalize.source-failed");
        }
      }),
      { numRuns: 400 },
    );
  });

  it("says whether a message is its own, whatever it is given", () => {
    fc.assert(
      fc.property(fc.oneof(message, fc.anything({ withNullPrototype: true })), (raw) => {
        expect([true, false, undefined]).toContain(source.recognizes?.(raw));
      }),
      { numRuns: 200 },
    );
  });

  it("gives the same answer twice and leaves the message and every prototype as they were", () => {
    fc.assert(
      fc.property(message, (document) => {
        const before = JSON.stringify(document);
        expect(JSON.stringify(run(source, settings, document))).toBe(JSON.stringify(run(source, settings, document)));
        expect(JSON.stringify(document)).toBe(before);
        expect(Object.keys(Object.prototype)).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });
});
