import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { AlertDraft } from "../../src/model/alert.ts";
import { keycloakSource as source } from "./normalize.ts";

const fixture = (name: string) => JSON.parse(readFileSync(new URL(`./fixtures/${name}`, import.meta.url), "utf8"));
const [locked, login] = fixture("events.json");

it("reads a login to a locked account, and takes a login for no alert", () => {
  expect(AlertDraft.parse(source.normalize(locked, {}))).toMatchObject({
    ...{ uid: "k1", severity: "medium", time: "2026-03-01T10:00:00.123Z", controlOutcome: "blocked" },
    entities: [
      { type: "user", key: "ann", aliases: ["u-1"] },
      { type: "ip", role: "actor" },
    ],
  });
  expect(source.normalize(login, {})).toBeNull();
});

it("reads a role that an administrator gave, about whom it was given", () => {
  expect(source.normalize(fixture("admin-events.json")[0], {})).toMatchObject({
    techniques: [{ id: "T1098.003" }],
    entities: [{ key: "u-1" }, { key: "u-9" }, { type: "ip" }],
  });
});

it("names what is missing", () =>
  expect(() => source.normalize({ ...locked, time: undefined }, {})).toThrow(/\$\.time/));
