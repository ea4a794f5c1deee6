import { describe, expect, it } from "vitest";
import type { PlaybookLanguage } from "../../../../src/api/contract/playbook-editor.ts";
import { fittingAt } from "./completion.ts";

const LANGUAGE: PlaybookLanguage = {
  schema: {
    properties: { playbook: {}, steps: {} },
    $defs: {
      steps: {
        items: {
          oneOf: [
            { properties: { id: {}, action: {} }, allOf: [{ properties: { with: {}, domain: {} } }] },
            { properties: { id: {}, if: {} } },
          ],
        },
      },
    },
  },
  incident: { number: "integer", entity: { fields: { type: "text", name: "text" } } },
  current: {},
  functions: [
    { name: "rx", signature: "rx(text, pattern): bool", says: "whether it is found", example: "", gives: true },
  ],
  capabilities: [
    {
      ...{ id: "intel.lookup-domain", title: "Look a domain up", effect: "observe", reversal: null, target: "domain" },
      ...{ input: { properties: { domain: {} } }, output: { properties: { malicious: {} } }, connections: ["intel"] },
    },
  ],
  playbooks: [
    { name: "contain-account", title: "Contain an account", called: true },
    { name: "phishing-report", title: "Judge a mail", called: false },
  ],
  incidentTypes: [],
};
const NAMES = {
  steps: [{ id: "domain", kind: "action", line: 3, column: 3, capability: "intel.lookup-domain" }],
  variables: [{ name: "tries", type: "integer" }],
  inputs: [],
};

const at = (...lines: string[]) => {
  const found = fittingAt(lines, LANGUAGE, NAMES);
  return found && [found.from, found.options.map(({ label }) => label)];
};

describe("what fits in a playbook", () => {
  it("is a key of the playbook at its edge, and of a step within", () => {
    expect(at("pl")).toEqual([0, ["playbook", "steps"]]);
    expect(at("steps:", "  - ")).toEqual([4, ["id", "action", "if"]]);
  });

  it("is a capability behind action, and an input of it under with", () => {
    expect(at("steps:", "  - action: in")).toEqual([12, ["intel.lookup-domain"]]);
    expect(at("  - action: intel.lookup-domain", "    with:", "      do")).toEqual([6, ["domain"]]);
  });

  it("is a playbook that can be called, and none for the name of our own", () => {
    expect(at("  - playbook: c")).toEqual([14, ["contain-account"]]);
    expect(at("playbook: c")).toBeNull();
  });

  it("is what an expression may name, field by field", () => {
    expect(at("    if: incident.entity.ty")).toEqual([24, ["type", "name"]]);
    expect(at("    if: steps.")).toEqual([14, ["domain"]]);
    expect(at('    reason: "{{ steps.domain.')).toEqual([29, ["malicious"]]);
    expect(at("    with: { domain: =vars.t")).toEqual([26, ["tries"]]);
  });

  it("is nothing in a text without an expression", () => expect(at('    reason: "All is we')).toBeNull());
});
