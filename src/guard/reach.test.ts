import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { capabilities } from "../connector/capabilities/catalog.ts";
import { EntityAttributes } from "../model/entity.ts";
import { SEVERITIES, severityId } from "../model/scale.ts";
import { ENTITY_TYPES } from "../model/words.ts";
import { compilePolicies } from "./compile-policies.ts";
import { decide } from "./decide.ts";
import { loadPolicies } from "./load.ts";
import { reachOf } from "./reach.ts";
import type { PlannedEffect } from "./refused-always.ts";

const shipped = setOf(await loadPolicies(new URL("../../policies", import.meta.url).pathname));

function setOf(files: { file: string; text: string }[]) {
  const { policySet, findings } = compilePolicies(files, { capabilities: capabilities.values() });
  if (policySet === null) throw new Error(JSON.stringify(findings));
  return policySet;
}
const of = (text: string) => setOf([{ file: "a.cedar", text }]);

function planned(capability: string, key: string | null = null, maturity = "stable"): PlannedEffect {
  const { target, effect } = capabilities.get(capability)!;
  const on = target === undefined ? null : { type: target.type, key };
  return { playbook: { name: "sample", maturity }, capability, effectClass: effect, target: on };
}

describe("how far a playbook reaches by itself, before it runs", () => {
  test("is as far as a policy that may hold allows, within its limits", () => {
    expect(reachOf(shipped, planned("endpoint.isolate"))).toEqual({
      scope: "acts",
      policies: ["isolate-ordinary-devices"],
      limits: ["at most 5 an hour", "at most 20 a day", "at most 2% of every device an hour"],
    });
  });

  test("is not at all where something refuses it whatever happens, or a policy asks whatever happens", () => {
    const never = reachOf(shipped, planned("network.block-ip", "10.0.0.1"));
    expect(never).toEqual({ scope: "never", policies: ["never-block-internal-addresses"], limits: [] });
    expect(reachOf(shipped, planned("endpoint.block-hash"))).toMatchObject({
      scope: "asks",
      policies: expect.arrayContaining(["ask-before-files"]),
    });
  });

  test("is what a person allows, where no policy can hold for this playbook", () => {
    expect(reachOf(shipped, planned("endpoint.isolate", null, "sandbox"))).toMatchObject({ scope: "asks", limits: [] });
    expect(
      reachOf(of('@id("x") permit (principal, action in Action::"notify", resource);'), planned("http.contain")),
    ).toEqual({
      ...{ scope: "asks", policies: [], limits: [] },
    });
  });

  test("is not narrowed by a policy that asks only perhaps", () => {
    const text = `@id("go") @budget("3 per 1h") permit (principal, action == Action::"endpoint.isolate", resource);
@id("ask") @decision("ask") permit (principal, action == Action::"endpoint.isolate", resource) when { resource.privileged };`;
    expect(reachOf(of(text), planned("endpoint.isolate"))).toEqual({
      ...{ scope: "acts", policies: ["go"], limits: ["at most 3 an hour"] },
    });
  });

  test("is never less than what the guard lets it do", () => {
    const attributes = fc.record({
      protected: fc.boolean(),
      privileged: fc.boolean(),
      tags: fc.subarray(["server", "own-address", "break-glass", "partner"]),
      criticality: fc.constantFrom(...EntityAttributes.shape.criticality.unwrap().options),
    });
    const incident = fc.record({
      severity: fc.constantFrom(...SEVERITIES),
      type: fc.constantFrom(
        "malicious-code/infected-system",
        "intrusions/unprivileged-account-compromise",
        "fraud/phishing",
      ),
    });
    const target = fc.constantFrom("10.0.0.5", "203.0.113.5", "bad.example.com", "host.local", "erp-1");
    const maturity = fc.constantFrom("sandbox", "incubating", "stable");
    const capability = fc.constantFrom(...capabilities.keys());
    fc.assert(
      fc.property(
        capability,
        target,
        fc.boolean(),
        maturity,
        attributes,
        incident,
        (id, key, named, of, given, { severity, type }) => {
          const effect = planned(id, named ? key : null, of);
          if (effect.effectClass === "observe") return;
          const answer = decide(shipped, {
            ...effect,
            workspaceId: "00000000-0000-7000-8000-000000000000",
            entity: { type: effect.target?.type ?? ENTITY_TYPES[0], key, ...EntityAttributes.parse(given) },
            incident: { type, severity, severityId: severityId(severity), priority: "high", confidence: 50 },
            at: new Date("2026-01-01T12:00:00Z"),
          });
          const reach = reachOf(shipped, effect);
          if (answer.decision !== "allow") return;
          expect(reach.scope).toBe("acts");
          expect(reach.policies).toEqual(expect.arrayContaining(answer.policies));
        },
      ),
      { numRuns: 500 },
    );
  });
});
