import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { gcpMonitoringSource as source } from "./normalize.ts";

const { incident } = JSON.parse(readFileSync(new URL("./fixtures/webhook.json", import.meta.url), "utf8"));
const read = (change: object = {}) => source.normalize({ incident: { ...incident, ...change } }, {});

it("reads an incident with the machine, the project and its severity", () => {
  expect(read()).toMatchObject({
    severity: "critical",
    time: "2026-03-01T10:00:00.000Z",
    entities: [
      { type: "device", key: "123456" },
      { type: "cloud-account", key: "example-shop" },
    ],
  });
});

it("is over when closed, as an alert of its own", () => {
  expect(read({ state: "closed", ended_at: 1772360000 })).toMatchObject({ uid: "0.abc#closed", resolved: true });
});

it("names what is missing", () => {
  expect(() => read({ started_at: null })).toThrow(/\$\.incident\.started_at/);
});
