import { createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { AlertDraft } from "../../src/model/alert.ts";
import { snykSource as source } from "./normalize.ts";

const fixture = (name: string) => JSON.parse(readFileSync(new URL(`./fixtures/${name}`, import.meta.url), "utf8"));
const read = (raw: unknown) => AlertDraft.parse(source.normalize(raw, {}));
const alerts = (name: string) => (source.split?.(fixture(name), {}) ?? []).map(read);

it("makes an alert of every new issue, and of every removed one that it is over", () => {
  expect(alerts("project-snapshot.json")).toMatchObject([
    { severity: "critical", resolved: false, rule: { id: "SNYK-JS-EXAMPLE-1" }, time: "2026-03-01T10:00:00.000Z" },
    { severity: "medium", resolved: true, rule: { id: "SNYK-JS-EXAMPLE-2" } },
  ]);
});

it("takes a snapshot without news, and the ping, for no alert", () => {
  const quiet = { ...fixture("project-snapshot.json"), newIssues: [], removedIssues: [] };
  expect((source.split?.(quiet, {}) ?? []).map((raw) => source.normalize(raw, {}))).toEqual([null]);
  expect(source.normalize({ webhookId: "w" }, {})).toBeNull();
});

it("reads issues of the REST API", () => {
  expect(alerts("rest-issues.json")).toMatchObject([
    { severity: "high", observables: [{ value: "CVE-2026-0003" }], rule: { id: "SNYK-PYTHON-EXAMPLE-3" } },
  ]);
});

it("names what is missing", () => {
  expect(() => source.normalize({ id: "x", attributes: {} }, {})).toThrow(/\$\.attributes\.updated_at/);
});

it("refuses a body that the webhook's secret did not sign", () => {
  const body = new TextEncoder().encode("{}");
  const good = `sha256=${createHmac("sha256", "s").update(body).digest("hex")}`;
  const check = (header: string) =>
    source.verify?.check({ headers: { "x-hub-signature": header }, body }, "s", new Date(0), {});
  expect(() => check(good)).not.toThrow();
  expect(() => check("sha256=0")).toThrow(/X-Hub-Signature/);
});
