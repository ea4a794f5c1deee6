import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Source } from "../connector/connector.ts";
import { InputError } from "../errors.ts";
import type { AlertDraftInput } from "../model/alert.ts";
import { type NormalizeContext, type NormalizedAlert, normalizeRaw } from "./normalize-alert.ts";

const context: NormalizeContext = {
  connectionId: "8f7b8f2e-3a39-4c53-9d55-16a8d7a6a3f0",
  connection: "test",
  receivedAt: new Date("2026-03-01T10:00:05Z"),
};
const plain: AlertDraftInput = {
  uid: "a-1",
  title: "Somebody knocked",
  severity: "high",
  time: "2026-03-01T10:00:00.000Z",
  rule: { id: "r-1", name: "Knock" },
  product: { name: "Door", vendor: "Example" },
};

function sourceOf(draft: unknown): Source {
  return { normalize: () => draft as AlertDraftInput };
}

function alertOf(draft: Partial<AlertDraftInput>): NormalizedAlert {
  const result = normalizeRaw(sourceOf({ ...plain, ...draft }), {}, {}, context);
  if (result.ok !== true) throw new Error(`expected an alert, got ${JSON.stringify(result)}`);
  return result.alert;
}

describe("the record", () => {
  it("is the same alert for the same connection and uid only", () => {
    const other = normalizeRaw(sourceOf(plain), {}, {}, { ...context, connectionId: "another" });
    expect(alertOf({ title: "Other words" }).fingerprint).toBe(alertOf({}).fingerprint);
    expect(alertOf({ uid: "a-2" }).fingerprint).not.toBe(alertOf({}).fingerprint);
    expect(other.ok === true && other.alert.fingerprint).not.toBe(alertOf({}).fingerprint);
  });

  it("takes the first affected entity, canonical, over an actor named before it", () => {
    const alert = alertOf({
      entities: [
        { type: "ip", key: "198.51.100.9", name: "198.51.100.9", role: "actor" },
        { type: "user", key: "Ann@Example.com", name: "Ann Lee", role: "affected" },
      ],
    });
    expect([alert.entityType, alert.entityKey, alert.entityName]).toEqual(["user", "ann@example.com", "Ann Lee"]);
  });

  it("falls back to the first actor, then to other:unknown", () => {
    const actor = alertOf({ entities: [{ type: "ip", key: "::ffff:198.51.100.9", name: "", role: "actor" }] });
    expect([actor.entityType, actor.entityKey]).toEqual(["ip", "198.51.100.9"]);
    const nobody = alertOf({});
    expect([nobody.entityType, nobody.entityKey]).toEqual(["other", "unknown"]);
  });

  it("keeps what is not what it says it is, as other", () => {
    const alert = alertOf({
      entities: [{ type: "ip", key: "not an ip", name: "x", role: "affected" }],
      observables: [{ type: "hash", value: "xyz" }],
    });
    expect(alert.entities[0]).toMatchObject({ type: "other", key: "not an ip" });
    expect(alert.observables).toEqual([{ type: "other", value: "xyz" }]);
  });

  it("names each entity and observable once; affected wins over actor", () => {
    const alert = alertOf({
      entities: [
        { type: "user", key: "ANN", name: "Ann", role: "actor", aliases: ["1"] },
        { type: "user", key: "ann", name: "Ann", role: "affected", aliases: ["2"] },
      ],
      observables: [
        { type: "ip", value: "2001:db8::0:1" },
        { type: "ip", value: "2001:DB8::1" },
      ],
    });
    expect(alert.entities).toEqual([{ type: "user", key: "ann", name: "Ann", role: "affected", aliases: ["1", "2"] }]);
    expect(alert.observables).toHaveLength(1);
  });
});

describe("bounds", () => {
  it("cuts long text instead of refusing the alert, and never splits a character", () => {
    const alert = alertOf({ title: `${"a".repeat(499)}😀`, description: "d".repeat(100_000) });
    expect(alert.title).toBe("a".repeat(499));
    expect((alert.finding.finding_info as { desc: string }).desc).toHaveLength(8000);
  });

  it("keeps two long uids apart", () => {
    const a = alertOf({ uid: `${"u".repeat(600)}a` });
    const b = alertOf({ uid: `${"u".repeat(600)}b` });
    expect(a.uid.length).toBeLessThanOrEqual(512);
    expect(a.uid).not.toBe(b.uid);
  });

  it("strips NUL, unpaired surrogates and control characters, which Postgres and terminals take badly", () => {
    const alert = alertOf({ title: "a\0b\ud800c\u001b[31m\nd", description: "x\0y\nz" });
    expect(alert.title).toBe("ab\ufffdc [31m d");
    expect((alert.finding.finding_info as { desc: string }).desc).toBe("xy\nz");
  });

  it("drops a malformed technique and keeps the alert", () => {
    expect(alertOf({ techniques: [{ id: "TA0001" }, { id: "T1110" }, { id: "T1110" }] }).techniques).toEqual(["T1110"]);
  });
});

describe("what cannot be read", () => {
  it("says the code, the reason and the path of an InputError", () => {
    const source: Source = {
      normalize() {
        throw new InputError("normalize.missing-field", "$.id: expected text", { details: { path: "$.id" } });
      },
    };
    expect(normalizeRaw(source, {}, {}, context)).toEqual({
      ok: false,
      code: "normalize.missing-field",
      reason: "$.id: expected text",
      path: "$.id",
    });
  });

  it("names the field of a draft that breaks its schema", () => {
    const result = normalizeRaw(sourceOf({ ...plain, time: "yesterday" }), {}, {}, context);
    expect(result).toMatchObject({ ok: false, code: "normalize.invalid-draft", path: "$.time" });
  });

  it("is ignored when the source says it is no alert", () => {
    expect(normalizeRaw(sourceOf(null), {}, {}, context)).toMatchObject({ ok: "ignored" });
  });

  it("survives a source that fails in any way", () => {
    fc.assert(
      fc.property(fc.anything(), (thrown) => {
        const source: Source = {
          normalize() {
            throw thrown;
          },
        };
        return normalizeRaw(source, {}, {}, context).ok === false;
      }),
    );
  });

  it("is total over drafts of any shape, and what it accepts goes through JSON unharmed", () => {
    const draft = fc.record(
      Object.fromEntries(
        [...Object.keys(plain), "entities", "observables", "techniques", "link"].map((key) => [
          key,
          fc.oneof(fc.constant(plain[key as keyof typeof plain]), fc.anything()),
        ]),
      ),
    );
    fc.assert(
      fc.property(fc.oneof(fc.anything(), draft), (value) => {
        const result = normalizeRaw(sourceOf(value), {}, {}, context);
        return result.ok !== true || JSON.stringify(result.alert.finding).isWellFormed();
      }),
      { numRuns: 500 },
    );
  });
});
