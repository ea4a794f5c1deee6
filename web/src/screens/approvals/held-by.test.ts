import { expect, it } from "vitest";
import type { Freeze } from "../../../../src/model/freeze.ts";
import { heldBy } from "./held-by.ts";

const effect = { playbook: "ransomware", capability: "endpoint.isolate", connection: "edr", effectClass: "contain" };
const freeze = (scope: Freeze["scope"], name = "") =>
  ({ ...{ id: "f", scope, name, reason: "r", by: "person:ada" } }) as Freeze;

it("is what stops everything, the workspace, or the effect's own playbook, capability or connection", () => {
  const holding = [freeze("everything"), freeze("workspace"), freeze("playbook", "ransomware")];
  holding.push(freeze("capability", "endpoint.isolate"), freeze("connection", "edr"));
  for (const one of holding) expect(heldBy([one], effect)).toBe(one);
});

it("is nothing that stops something else, and nothing for what gives back", () => {
  expect(heldBy([freeze("playbook", "phishing"), freeze("connection", "mail")], effect)).toBeUndefined();
  expect(heldBy([freeze("workspace")], { ...effect, effectClass: "recover" })).toBeUndefined();
  expect(heldBy([freeze("workspace")], null)).toBeUndefined();
});
