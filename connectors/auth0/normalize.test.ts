import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { AlertDraft } from "../../src/model/alert.ts";
import { auth0Source as source } from "./normalize.ts";

const fixture = (name: string) => JSON.parse(readFileSync(new URL(`./fixtures/${name}`, import.meta.url), "utf8"));
const [sprayed, login] = fixture("log-stream.json");

it("reads what its protection noticed, and takes a login for no alert", () => {
  expect(AlertDraft.parse(source.normalize(sprayed, {}))).toMatchObject({
    ...{ uid: "900", severity: "high", controlOutcome: "blocked", techniques: [{ id: "T1110.003" }] },
    entities: [
      { type: "user", key: "ann@example.com", aliases: ["auth0|1"] },
      { type: "ip", role: "actor" },
    ],
  });
  expect(source.normalize(login, {})).toBeNull();
});

it("reads the API's list as well", () => {
  const [leak] = source.split?.(fixture("api.json"), {}) ?? [];
  expect(source.normalize(leak, {})).toMatchObject({ uid: "902", techniques: [{ id: "T1110.004" }] });
});

it("names what is missing", () => expect(() => source.normalize({ data: {} }, {})).toThrow(/\$\.data\.type/));
