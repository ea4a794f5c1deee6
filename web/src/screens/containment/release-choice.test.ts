import { expect, it } from "vitest";
import type { Lease } from "../../../../src/model/effect.ts";
import { choicesOf, meantBy, releaseBody } from "./release-choice.ts";

const lease = (id: string, some: Partial<Lease>) =>
  ({ id, incidentId: "i1", entityKey: "eve", owner: "playbook:takeover", ...some }) as Lease;
const IN_FORCE = [
  lease("a", {}),
  lease("b", { entityKey: "bob" }),
  lease("c", { incidentId: null, owner: "person:ada" }),
];

it("means those of the incident, the entity, the playbook, or all", () => {
  const ids = (kind: "incident" | "entity" | "playbook" | "all", value: string) =>
    meantBy({ kind, value }, IN_FORCE).map(({ id }) => id);
  expect(ids("incident", "i1")).toEqual(["a", "b"]);
  expect(ids("entity", "eve")).toEqual(["a", "c"]);
  expect(ids("playbook", "takeover")).toEqual(["a", "b"]);
  expect(ids("all", "")).toEqual(["a", "b", "c"]);
});

it("means nothing while nothing is chosen, and never what has no incident or playbook", () => {
  expect(meantBy({ kind: "incident", value: "" }, IN_FORCE)).toEqual([]);
  expect(meantBy({ kind: "playbook", value: "" }, IN_FORCE)).toEqual([]);
});

it("offers each choice once", () => {
  expect(choicesOf("entity", IN_FORCE, (one) => one.entityKey).map(({ value }) => value)).toEqual(["eve", "bob"]);
  expect(choicesOf("playbook", IN_FORCE, (one) => one.owner)).toEqual([
    { value: "takeover", label: "playbook:takeover" },
  ]);
  expect(choicesOf("all", IN_FORCE, () => "")).toEqual([]);
});

it("asks for exactly one kind, and says all only by that word", () => {
  expect(releaseBody({ kind: "entity", value: "eve" }, "why")).toEqual({ entity: "eve", reason: "why" });
  expect(releaseBody({ kind: "all", value: "" }, "why")).toEqual({ all: true, reason: "why" });
});
