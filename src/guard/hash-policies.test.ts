import { expect, it } from "vitest";
import { hashPolicies } from "./hash-policies.ts";

it("the same policies are the same from another folder and in another order, and others are not", () => {
  const [a, b] = [
    { file: "/srv/cordon/policies/10-a.cedar", text: "permit" },
    { file: "/srv/cordon/policies/20-b.cedar", text: "forbid" },
  ];
  const here = [
    { ...b, file: "policies/20-b.cedar" },
    { ...a, file: "policies/10-a.cedar" },
  ];
  expect(hashPolicies(here)).toBe(hashPolicies([a, b]));
  expect(hashPolicies([a, { ...b, text: "permit" }])).not.toBe(hashPolicies([a, b]));
  expect(hashPolicies([a, { ...b, file: "30-b.cedar" }])).not.toBe(hashPolicies([a, b]));
});
