import { expect, it } from "vitest";
import { tokensBeyond } from "./tokens-beyond.ts";

const tokens = [
  { name: "laptop", person: "anna", roles: ["analyst" as const], revokedAt: null },
  { name: "old", person: "anna", roles: ["admin" as const], revokedAt: "2026-05-02T12:00:00Z" },
  { name: "reader", person: "anna", roles: ["viewer" as const], revokedAt: null },
  { name: "other", person: "ben", roles: ["admin" as const], revokedAt: null },
];

it("are those in use of the person alone that have a role which the person does not have any more", () => {
  expect(tokensBeyond(tokens, "anna", ["viewer"])).toEqual(["laptop"]);
  expect(tokensBeyond(tokens, "anna", ["viewer", "analyst"])).toEqual([]);
});

it("are none of an admin's, who may everything", () => {
  expect(tokensBeyond(tokens, "anna", ["admin"])).toEqual([]);
});
