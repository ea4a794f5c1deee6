/** What every source has to hold, whoever wrote it: it is total, it is pure, and nothing in a message can harm the process. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Source } from "../src/connector/connector.ts";
import { type NormalizeContext, normalizeRaw } from "../src/normalize/normalize-alert.ts";
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
    severity: { path: "severity", map: { HIGH: "high" } },
    entities: [{ type: "ip", path: "ip" }],
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

function run(source: Source, settings: Record<string, unknown>, document: unknown) {
  const split = splitDocument(source, document, settings);
  return split.ok ? split.raws.map((raw) => normalizeRaw(source, raw, settings, context)) : [split];
}

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
