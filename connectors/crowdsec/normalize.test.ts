import { expect, it } from "vitest";
import { fixtureReader } from "../../test/support/fixture-drafts.ts";
import { crowdsecSource as source } from "./normalize.ts";

const read = fixtureReader(source, import.meta.url);

it("reads what the plugin posts: what was attacked is affected, the address acts, a ban has blocked it", () => {
  const [alert] = read("http-plugin.json");
  expect(alert).toMatchObject({
    uid: "71",
    severity: "medium",
    techniques: [{ id: "T1110" }],
    controlOutcome: "blocked",
    time: "2026-03-01T10:00:00.000Z",
  });
  expect(alert?.entities).toMatchObject([
    { type: "device", key: "web-2" },
    { type: "user", key: "root" },
    { key: "203.0.113.18", role: "actor" },
  ]);
});

it("knows an exploit, and a simulation for a test", () => {
  expect(read("lapi.json")[0]).toMatchObject({ severity: "high", disposition: "test", controlOutcome: "detected" });
});

it("names what is missing", () => expect(() => source.normalize({ scenario_hash: "x" }, {})).toThrow(/\$\.scenario/));
