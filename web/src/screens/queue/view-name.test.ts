import { expect, it } from "vitest";
import { viewNameOf } from "./view-name.ts";

it("makes of what people type a name that commands and addresses can hold", () => {
  expect(["Critical ones", " night-shift ", "Café 24/7!", "…", "mine"].map(viewNameOf)).toEqual([
    "critical-ones",
    "night-shift",
    "cafe-24-7",
    "",
    "mine",
  ]);
  expect(viewNameOf(`${"x".repeat(62)} y`)).toBe("x".repeat(62));
});
