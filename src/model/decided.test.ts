import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fillFacts } from "../taxonomy/example-facts.ts";
import { decidedBy, referencesOf } from "./decided.ts";
import { readReference, referenceText } from "./words.ts";

const NOW = new Date("2026-03-02T10:00:00Z");
const accepted = { kind: "risk-acceptance", about: ["entity:user:ada", "incident-type:fraud/phishing"], until: null };

describe("what people decided", () => {
  it("is found by any of the things it is about, each kind once", () => {
    const decided = decidedBy([accepted, { ...accepted, kind: "lesson" }, accepted]);
    expect(decided.about(["entity:user:ada", "incident-type:fraud/phishing"], NOW)).toEqual([
      "lesson",
      "risk-acceptance",
    ]);
    expect(decided.about(["entity:user:bob"], NOW)).toEqual([]);
  });

  it("holds until its time, and not at it", () => {
    const decided = decidedBy([{ ...accepted, until: NOW }]);
    expect(decided.about(["entity:user:ada"], new Date(NOW.getTime() - 1))).toEqual(["risk-acceptance"]);
    expect(decided.about(["entity:user:ada"], NOW)).toEqual([]);
  });
});

describe("a reference", () => {
  it("comes back as it was written, whatever its key holds", () => {
    const types = fc.constantFrom("entity", "document", "playbook");
    fc.assert(
      fc.property(types, fc.string({ minLength: 1 }), (type, key) => {
        expect(readReference(referenceText({ type, key }))).toEqual({ type, key });
      }),
    );
  });

  it("without a type names nothing", () => expect(readReference("ada")).toEqual({ type: "", key: "ada" }));

  it("is made of everything an incident is made of, its type once it has one", () => {
    const facts = fillFacts({
      entity: { type: "user", key: "ada" },
      observables: [{ type: "domain", value: "x.example" }],
    });
    const untyped = ["entity:user:ada", "observable:domain:x.example", "rule:example", "source:example"];
    expect(referencesOf(facts)).toEqual(untyped);
    expect(referencesOf({ ...facts, type: "a/b" })).toEqual([...untyped, "incident-type:a/b"]);
  });
});
