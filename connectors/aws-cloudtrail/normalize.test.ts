import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { AlertDraft } from "../../src/model/alert.ts";
import { cloudTrailSource as source } from "./normalize.ts";

const fixture = (name: string) => JSON.parse(readFileSync(new URL(`./fixtures/${name}`, import.meta.url), "utf8"));
const [stop, key, everyday] = fixture("log-file.json").Records;
const login = fixture("eventbridge.json").detail;
const read = (raw: unknown) => AlertDraft.parse(source.normalize(raw, {}));

it("takes calls that hide traces for alerts, and everyday calls for none", () => {
  expect(read(stop)).toMatchObject({
    severity: "high",
    techniques: [{ id: "T1562.008" }],
    rule: { id: "StopLogging" },
  });
  expect(source.normalize(everyday, {})).toBeNull();
});

it("has whom a key was made for as the first affected, before whoever made it", () => {
  expect(
    read(key)
      .entities.filter(({ type }) => type === "user")
      .map(({ key: name }) => name),
  ).toEqual(["backup", "ann"]);
});

it("knows a sign-in of the root user, a failed one and one without a second factor from an ordinary one", () => {
  const user = { ...login, userIdentity: { type: "IAMUser", userName: "ann", accountId: "111122223333" } };
  expect(read(login)).toMatchObject({ severity: "high", title: "The root user signed in: ConsoleLogin" });
  expect(source.normalize(user, {})).toBeNull();
  expect(read({ ...user, additionalEventData: { MFAUsed: "No" } }).severity).toBe("medium");
  expect(read({ ...user, responseElements: { ConsoleLogin: "Failure" } })).toMatchObject({
    severity: "low",
    techniques: [{ id: "T1110" }],
  });
});

it("says that a refused change was tried, and nothing of a refused look", () => {
  expect(read({ ...stop, errorCode: "AccessDenied" })).toMatchObject({ controlOutcome: "blocked" });
  expect(source.normalize({ ...stop, eventName: "GetCallerIdentity", errorCode: "AccessDenied" }, {})).toBeNull();
});

it("takes a service of AWS for no address", () => {
  expect(
    read({ ...stop, sourceIPAddress: "cloudformation.amazonaws.com" }).observables.map(({ type }) => type),
  ).not.toContain("ip");
});
