import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { AlertDraft } from "../../src/model/alert.ts";
import { sccSource as source } from "./normalize.ts";

const fixture = (name: string) => JSON.parse(readFileSync(new URL(`./fixtures/${name}`, import.meta.url), "utf8"));
const read = (name: string) =>
  (source.split?.(fixture(name), {}) ?? []).map((raw) => AlertDraft.parse(source.normalize(raw, {})));

it("reads a notification: the resource is affected, what it spoke to acts", () => {
  const [alert] = read("notification.json");
  expect(alert).toMatchObject({ severity: "high", techniques: [{ id: "T1568" }], time: "2026-03-01T10:00:00.123Z" });
  expect(alert?.entities.map(({ role, type }) => `${role} ${type}`)).toEqual([
    "affected cloud-resource",
    "affected user",
    "actor ip",
    "actor ip",
  ]);
  expect(alert?.observables).toContainEqual({ type: "domain", value: "bad.example" });
});

it("opens what a subscription pushes, and keeps what is over and what was muted", () => {
  expect(read("push.json")[0]).toMatchObject({ severity: "critical", resolved: true });
  expect(read("list.json")[0]).toMatchObject({ severity: "medium", disposition: "disregard" });
});

it("names what is missing", () => {
  expect(() => source.normalize({ finding: { name: "x" } }, {})).toThrow(/\$\.finding\.category/);
});
