import { expect, test } from "vitest";
import { isStated, wayOf } from "./way-of.ts";

const everywhere = () => true;

test("leads to the screen that does what the command does", () => {
  expect(wayOf("cordon on-call set", everywhere)).toMatchObject({ to: "/settings", search: { tab: "onCall" } });
  expect(wayOf("cordon review list --overdue", everywhere)).toMatchObject({ to: "/reviews" });
  expect(wayOf("cordon inventory import", everywhere)).toMatchObject({ to: "/inventory" });
  expect(wayOf("cordon person add", everywhere)).toMatchObject({ to: "/settings", search: { tab: "people" } });
});

test("leads nowhere where no screen does it, or the screen is not there", () => {
  expect(wayOf("cordon doctor", everywhere)).toBeNull();
  expect(wayOf("cordon playbook new", () => false)).toBeNull();
});

test("knows what only a person can say", () => {
  expect(isStated("cordon readiness state exercised")).toBe(true);
  expect(isStated("cordon person add")).toBe(false);
});
