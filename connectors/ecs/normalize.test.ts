import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { fieldAt } from "./fields.ts";
import { ecsSource as source } from "./normalize.ts";

const text = (name: string) => readFileSync(new URL(`./fixtures/${name}`, import.meta.url), "utf8");
const nested = JSON.parse(text("nested.json"));
const [scan, login] = text("dotted.ndjson")
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line));
const read = (raw: unknown) => source.normalize(raw, {});

it("finds a field however its path is written", () => {
  const ways = [{ "a.b.c": 1 }, { a: { b: { c: 1 } } }, { "a.b": { c: 1 } }, { a: { "b.c": 1 } }, { a: 2, "a.b.c": 1 }];
  expect(ways.map((way) => fieldAt(way, "a.b.c"))).toEqual([1, 1, 1, 1, 1]);
  expect(fieldAt({}, "constructor.name")).toBeUndefined();
});

it("reads a nested document: user and host affected, technique, file and what the control did", () => {
  expect(read(nested)).toMatchObject({
    uid: "ev-1",
    severity: "high",
    controlOutcome: "blocked",
    product: { name: "Example AV", vendor: "Example" },
    techniques: [{ id: "T1204.002", name: "Malicious File", tactic: "Execution" }, { id: "T1204" }],
    entities: [
      { type: "user", key: "dana@example.com" },
      { type: "device", key: "ws-1.example.com" },
    ],
  });
});

it("reads dotted keys, the receiver affected and the sender acting", () => {
  expect(read(scan)).toMatchObject({
    severity: "low",
    entities: [
      { role: "affected", key: "10.0.0.9" },
      { role: "actor", key: "203.0.113.7" },
    ],
  });
});

it("reads hits of a search, by the hit's id where the event has none", () => {
  const [hit] = source.split?.(JSON.parse(text("search-hits.json")), {}) ?? [];
  expect(read(hit)).toMatchObject({ uid: "hit-1", severity: "critical" });
  expect(read(hit)?.entities).toMatchObject([
    { type: "mailbox", key: "dana@example.com", role: "affected" },
    { type: "mailbox", role: "actor" },
  ]);
});

it("makes the user acting who did something to another", () => {
  const entities = read({ ...nested, user: { name: "admin", target: { name: "dana" } } })?.entities;
  expect(entities?.slice(0, 2)).toMatchObject([
    { key: "dana", role: "affected" },
    { key: "admin", role: "actor" },
  ]);
});

it("takes ordinary events for no alert and leaves alerts of Kibana's rules alone", () => {
  expect(read(login)).toBeNull();
  expect(source.recognizes?.({ ...nested, "kibana.alert.uuid": "x" })).toBe(false);
  expect(source.recognizes?.({ ...nested, kibana: { alert: {} } })).toBe(false);
});

it("names what is missing", () => {
  expect(() => read({ ...nested, "@timestamp": "soon" })).toThrow(/\$\.@timestamp/);
});
