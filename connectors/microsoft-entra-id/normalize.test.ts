import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { AlertDraft } from "../../src/model/alert.ts";
import { entraIdSource as source } from "./normalize.ts";

const fixture = (name: string) => JSON.parse(readFileSync(new URL(`./fixtures/${name}`, import.meta.url), "utf8"));
const [risk, role, everyday] = source.split?.(fixture("event-hub.json"), {}) ?? [];
const read = (raw: unknown) => AlertDraft.parse(source.normalize(raw, {}));

it("reads a risk with what it may be a sign of, bare or in a log", () => {
  const [bare] = (source.split?.(fixture("risk-detections.json"), {}) ?? []).map(read);
  expect(bare).toMatchObject({
    severity: "medium",
    entities: [{ key: "ann@example.com" }, { key: "203.0.113.50", role: "actor" }],
  });
  expect(read(risk)).toMatchObject({ severity: "high", techniques: [{ id: "T1110.003" }] });
});

it("has whom a role was given before whoever gave it", () => {
  expect(read(role)).toMatchObject({ severity: "high", techniques: [{ id: "T1098.003" }] });
  expect(read(role).entities.map(({ key }) => key)).toEqual(["ann@example.com", "admin@example.com", "198.51.100.60"]);
});

it("takes everyday changes and sign-ins for no alerts, a locked account and a risky sign-in for some", () => {
  const signIn = {
    time: "2026-03-01T10:00:00Z",
    category: "SignInLogs",
    operationName: "Sign-in activity",
    resourceId: "/tenants/x",
  };
  const with_ = (properties: object) => ({
    ...signIn,
    properties: { userPrincipalName: "ann@example.com", ...properties },
  });
  expect(source.normalize(everyday, {})).toBeNull();
  expect(source.normalize(with_({ status: { errorCode: 0 } }), {})).toBeNull();
  expect(read(with_({ status: { errorCode: 50053 } }))).toMatchObject({
    severity: "medium",
    controlOutcome: "blocked",
  });
  expect(read(with_({ riskLevelDuringSignIn: "high" }))).toMatchObject({ severity: "high" });
});

it("keeps what a person judged of a risk", () => {
  expect(read({ ...fixture("risk-detections.json").value[0], riskState: "confirmedSafe" })).toMatchObject({
    disposition: "benign",
    resolved: true,
  });
});
