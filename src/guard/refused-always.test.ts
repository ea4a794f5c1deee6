import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { capabilities } from "../connector/capabilities/catalog.ts";
import { EntityAttributes } from "../model/entity.ts";
import { SEVERITIES, severityId } from "../model/scale.ts";
import { ENTITY_TYPES } from "../model/words.ts";
import { compilePolicies } from "./compile-policies.ts";
import { decide } from "./decide.ts";
import { loadPolicies } from "./load.ts";
import { type PlannedEffect, refusedAlways } from "./refused-always.ts";

const shipped = setOf(await loadPolicies(new URL("../../policies", import.meta.url).pathname));
const SOME = '@id("some") permit (principal, action in Action::"notify", resource);\n';

function setOf(files: { file: string; text: string }[]) {
  const { policySet, findings } = compilePolicies(files, { capabilities: capabilities.values() });
  if (policySet === null) throw new Error(JSON.stringify(findings));
  return policySet;
}

function planned(capability: string, key: string | null, maturity = "stable"): PlannedEffect {
  const known = capabilities.get(capability);
  const target = known?.target === undefined ? null : { type: known.target.type, key };
  return { playbook: { name: "sample", maturity }, capability, effectClass: known?.effect ?? "contain", target };
}

describe("an effect that is refused whatever happens", () => {
  test.each([
    ["an inside address", planned("network.block-ip", "10.0.0.5"), "never-block-internal-addresses"],
    ["a name without a dot", planned("network.block-domain", "intranet"), "never-block-own-domains"],
    ["an outside address", planned("network.block-ip", "203.0.113.5"), null],
    ["an address that only the run knows", planned("network.block-ip", null), null],
    ["a device, which may be protected", planned("endpoint.isolate", "erp-1"), null],
    ["looking something up", planned("intel.lookup-ip", "10.0.0.5"), null],
  ])("by the shipped policies: %s", (_name, effect, policy) => {
    const why = refusedAlways(shipped, effect);
    if (policy === null) expect(why).toBeNull();
    else expect(why).toContain(policy);
  });

  test.each([
    ["without a condition", "", true],
    ["by maturity", 'when { principal.maturity != "stable" }', true],
    ["by an attribute of the entity", 'unless { resource.tags.contains("may-be-isolated") }', false],
    ["by the hour", "when { context.hour < 6 }", false],
    ["by name, but for one", 'unless { resource == Entity::"device/lab-1" }', false],
  ])("by a policy %s", (_name, condition, refused) => {
    const text = `${SOME}@id("no") @reason("because") forbid (principal, action == Action::"endpoint.isolate", resource) ${condition};`;
    const effect = planned("endpoint.isolate", null, "sandbox");
    expect(refusedAlways(setOf([{ file: "a.cedar", text }]), effect)).toBe(refused ? "no (because)" : null);
  });

  test("is refused by the guard in every single case", () => {
    const key = fc.constantFrom("10.0.0.5", "203.0.113.5", "::1", "intranet", "bad.example.com", "host.local", "erp-1");
    const attributes = fc.record({
      protected: fc.boolean(),
      tags: fc.subarray(["server", "own-address", "break-glass", "partner"]),
      criticality: fc.constantFrom(...EntityAttributes.shape.criticality.unwrap().options),
    });
    const incident = fc.record({
      severity: fc.constantFrom(...SEVERITIES),
      type: fc.constantFrom("malicious-code/infected-system", "test/test", "fraud/phishing"),
    });
    const capability = fc.constantFrom(...capabilities.keys());
    fc.assert(
      fc.property(capability, key, attributes, incident, (id, target, given, { severity, type }) => {
        const effect = planned(id, target);
        if (refusedAlways(shipped, effect) === null) return;
        const answer = decide(shipped, {
          ...effect,
          workspaceId: "00000000-0000-7000-8000-000000000000",
          entity: { type: effect.target?.type ?? ENTITY_TYPES[0], key: target, ...EntityAttributes.parse(given) },
          incident: { type, severity, severityId: severityId(severity), priority: "high", confidence: 50 },
          at: new Date("2026-01-01T12:00:00Z"),
        });
        expect(answer.decision).toBe("refuse");
      }),
      { numRuns: 300 },
    );
  });
});
