/** A taxonomy in which every alert is an incident of its own, and every incident runs one playbook. */
import type { Taxonomy } from "../../src/taxonomy/taxonomy.ts";

export function everythingTo(playbook: string): Taxonomy {
  const serviceLevels = { high: { acknowledge: 600, contain: 3600, resolve: 86400 } };
  const always = {
    priority: [{ when: null, priority: "high" as const }],
    escalate: [],
    disposition: [{ when: null, disposition: null, reason: "as reported" }],
    serviceLevels,
  };
  const match = { id: "any", categories: [], techniques: [], when: "true", confidence: 100, precedence: 1 };
  return {
    format: 1,
    name: "everything-to-one",
    basis: "none",
    fallback: "test/alert",
    duplicates: [],
    correlate: [],
    storms: [],
    knownBenign: [],
    classes: [{ code: "test", name: "Test", definition: "What a test sends." }],
    types: [
      {
        ...{ id: "test/alert", class: "test", code: "alert", name: "Alert", definition: "Any alert.", match: [match] },
        ...{ playbook: [{ when: null, run: playbook, reason: "" }], ...always },
      },
    ],
    ...always,
  };
}
