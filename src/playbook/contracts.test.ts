import { describe, expect, test } from "vitest";
import { z } from "zod";
import { getDevice, isolate } from "../connector/capabilities/endpoint.ts";
import type { Capability } from "../connector/capability.ts";
import { capabilityHash, contractsOf, staleContracts } from "./contracts.ts";

const hashOfChanged = (change: Partial<Capability>) =>
  capabilityHash({ ...(isolate as unknown as Capability), ...change });
const hash = hashOfChanged({});

describe("the contracts of a program", () => {
  const now = contractsOf({ capabilities: ["endpoint.get-device", "endpoint.isolate"] });

  test("are those of the capabilities it uses and of the incident schema", () => {
    expect(Object.keys(now.capabilities)).toEqual([getDevice.id, isolate.id]);
    expect(now.capabilities[isolate.id]).toBe(hash);
    expect(now.incident).toMatch(/^[0-9a-f]{64}$/);
    expect(staleContracts(now, now)).toEqual([]);
  });

  test("are others when what goes in or out, the effect, the target or the reversal is another, and not when words are", () => {
    const others = [
      hashOfChanged({ input: z.object({ device: z.string() }) }),
      hashOfChanged({ output: z.object({}) }),
      hashOfChanged({ effect: "eradicate" }),
      hashOfChanged({ target: { type: "user", field: "device" } }),
      hashOfChanged({ reversal: "endpoint.other" }),
    ];
    expect(new Set([hash, ...others]).size).toBe(6);
    expect(hashOfChanged({ title: "Other words", say: () => "other" })).toBe(hash);
  });

  test("that changed since a version was checked are named; what a version did not keep is not judged", () => {
    const kept = { incident: "other", capabilities: { "endpoint.isolate": "other", "endpoint.gone": "x" } };
    expect(staleContracts(kept, now)).toEqual([
      "the incident schema",
      "endpoint.isolate",
      "endpoint.gone, which is gone",
    ]);
    expect(staleContracts({}, now)).toEqual([]);
  });
});
