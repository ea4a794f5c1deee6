import { createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { sentrySource as source } from "./normalize.ts";

const fixture = (name: string) => JSON.parse(readFileSync(new URL(`./fixtures/${name}`, import.meta.url), "utf8"));

it("reads both webhooks: the project is affected, and the user who met the fault", () => {
  expect(source.normalize(fixture("plug-in.json"), {})).toMatchObject({
    severity: "high",
    time: "2026-03-01T10:00:00.873Z",
    entities: [
      { type: "service", key: "shop" },
      { type: "user", key: "dana" },
    ],
  });
  expect(source.normalize(fixture("issue-alert.json"), {})).toMatchObject({
    severity: "critical",
    title: "Logins fail",
  });
});

it("takes other messages of the platform for no alert", () => {
  expect(source.normalize({ ...fixture("issue-alert.json"), action: "created", data: { comment: {} } }, {})).toBeNull();
});

it("names what is missing", () => {
  const raw = fixture("plug-in.json");
  expect(() => source.normalize({ ...raw, event: { title: "x" } }, {})).toThrow(/\$\.event\.lastSeen/);
  expect(() => source.normalize({}, {})).toThrow(/\$\.event/);
});

it("refuses a body that the client secret did not sign", () => {
  const body = new TextEncoder().encode("{}");
  const good = createHmac("sha256", "s").update(body).digest("hex");
  const check = (header: string) =>
    source.verify?.check({ headers: { "sentry-hook-signature": header }, body }, "s", new Date(0), {});
  expect(() => check(good)).not.toThrow();
  expect(() => check("00")).toThrow(/Sentry-Hook-Signature/);
});
