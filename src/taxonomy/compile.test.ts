import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decidedBy } from "../model/decided.ts";
import { IncidentFacts } from "../model/incident.ts";
import { DISPOSITIONS, PRIORITIES, SEVERITIES } from "../model/scale.ts";
import { compileTaxonomy } from "./compile.ts";
import { fillFacts } from "./example-facts.ts";
import { loadTaxonomy } from "./load.ts";
import { textPattern } from "./rule-index.ts";
import { Taxonomy } from "./taxonomy.ts";

const { taxonomy: loaded } = await loadTaxonomy(new URL("../../taxonomy", import.meta.url).pathname);
const shipped = Taxonomy.parse(loaded);
const words = shipped.types.flatMap((type) =>
  type.match.flatMap((rule) => rule.categories.map((each) => each.replaceAll("*", "x"))),
);
const techniques = shipped.types.flatMap((type) => type.match.flatMap((rule) => rule.techniques));

const anyFacts = fc
  .record({
    title: fc.string(),
    ruleName: fc.string(),
    categories: fc.array(fc.oneof(fc.constantFrom(...words), fc.string()), { maxLength: 5 }),
    techniques: fc.array(fc.constantFrom(...techniques, "T9999"), { maxLength: 5 }),
    severity: fc.constantFrom(...SEVERITIES),
    controlOutcome: fc.constantFrom("unknown", "allowed", "blocked", "quarantined", "detected"),
    initialDisposition: fc.constantFrom(...DISPOSITIONS),
    ips: fc.array(fc.ipV4(), { maxLength: 2 }),
    entity: fc.record({
      type: fc.constantFrom("user", "device", "ip", "access-key", "cloud-resource", "mailbox"),
      criticality: fc.constantFrom("unknown", "low", "medium", "high", "critical"),
      privileged: fc.boolean(),
    }),
  })
  .map(fillFacts);

describe("a compiled taxonomy", () => {
  it("classifies any incident, the same each time, and as its JSON round trip does", () => {
    const classifier = compileTaxonomy(shipped);
    const again = compileTaxonomy(Taxonomy.parse(JSON.parse(JSON.stringify(shipped))));
    const types = new Set(shipped.types.map((type) => type.id));
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const result = classifier.classify(facts);
        expect(types.has(result.typeId)).toBe(true);
        expect(PRIORITIES.slice(1)).toContain(result.priority);
        expect(result.acknowledgeBySeconds).toBeGreaterThan(0);
        expect(classifier.classify(facts)).toEqual(result);
        expect(again.classify(facts)).toEqual(result);
      }),
      { numRuns: 300 },
    );
  });

  it("lets the first rule by precedence win, whatever order the words come in", () => {
    const classifier = compileTaxonomy(shipped);
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const turned = {
          ...facts,
          categories: facts.categories.toReversed(),
          techniques: facts.techniques.toReversed(),
        };
        expect(classifier.classify(turned)).toEqual(classifier.classify(facts));
      }),
    );
  });

  it("takes a rule whose expression has no value for these facts as not matching", () => {
    const [first] = shipped.types;
    const rule = {
      id: "reaches-too-far",
      categories: [],
      techniques: [],
      when: "incident.categories[7] == 'x'",
      confidence: 1,
      precedence: 1,
    };
    const risky = { ...shipped, types: [{ ...first!, match: [rule] }, ...shipped.types.slice(1)] };
    expect(compileTaxonomy(risky).classify(fillFacts({})).typeId).toBe("other/undetermined");
  });

  it("calls benign what a recorded decision says, until its day", () => {
    const decision = {
      id: "lab",
      when: 'incident.entity.key == "lab-1"',
      reason: "a lab machine",
      approvedBy: "ada",
      until: "2026-06-01",
    };
    const classifier = compileTaxonomy({ ...shipped, knownBenign: [decision] });
    const lab = { entity: { key: "lab-1" } };
    expect(classifier.classify(fillFacts({ ...lab, openedAt: "2026-05-31T23:59:59Z" }))).toMatchObject({
      initialDisposition: "benign",
      dispositionReason: "a lab machine (lab, approved by ada until 2026-06-01)",
    });
    expect(classifier.classify(fillFacts({ ...lab, openedAt: "2026-06-01T00:00:00Z" })).initialDisposition).toBe(
      "unknown",
    );
  });
});

describe("what people decided", () => {
  const accepted = { kind: "risk-acceptance", until: null };
  const lowered = [{ id: "accepted", when: '"risk-acceptance" in decisions', priority: "low", reason: "" } as never];
  const classifier = compileTaxonomy({ ...shipped, priority: [...lowered, ...shipped.priority] });
  const facts = fillFacts({ entity: { type: "user", key: "ada" }, severity: "critical" });

  it("is there for the rules that ask", () => {
    const decided = decidedBy([{ ...accepted, about: ["entity:user:ada"] }]);
    expect(classifier.classify(facts).priority).not.toBe("low");
    expect(classifier.classify(facts, decided).priority).toBe("low");
  });

  it("about the type counts once the type is named", () => {
    const { typeId } = classifier.classify(facts);
    const decided = decidedBy([{ ...accepted, about: [`incident-type:${typeId}`] }]);
    expect(classifier.classify(facts, decided)).toMatchObject({ typeId, priority: "low" });
  });
});

describe("facts filled around a fragment", () => {
  it("are whole facts", () => {
    fc.assert(fc.property(anyFacts, (facts) => IncidentFacts.safeParse(facts).success));
  });
});

describe("a category pattern", () => {
  it("matches as a person reads it", () => {
    expect(textPattern("*:IAMUser/*")("UnauthorizedAccess:IAMUser/Console")).toBe(true);
    expect(textPattern("Recon:*")("recon:EC2/Portscan")).toBe(true);
    expect(textPattern("Recon:*")("TTPs/Recon:EC2")).toBe(false);
    expect(textPattern("dos")("ddos")).toBe(false);
    expect(textPattern("a*a")("a")).toBe(false);
  });

  it("agrees with a regular expression of the same meaning", () => {
    const letters = fc.string({ unit: fc.constantFrom("a", "b", "*"), maxLength: 8 });
    fc.assert(
      fc.property(letters, fc.string({ unit: fc.constantFrom("a", "b"), maxLength: 10 }), (pattern, word) => {
        const expected = new RegExp(`^${pattern.replaceAll(/\*+/g, ".*")}$`).test(word);
        expect(textPattern(pattern)(word)).toBe(expected);
      }),
      { numRuns: 2000 },
    );
  });
});
