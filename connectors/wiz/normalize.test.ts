import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { AlertDraft } from "../../src/model/alert.ts";
import { wizSource as source } from "./normalize.ts";

const fixture = (name: string) => JSON.parse(readFileSync(new URL(`./fixtures/${name}`, import.meta.url), "utf8"));
const read = (raw: unknown) => AlertDraft.parse(source.normalize(raw, {}));

it("reads an issue of the webhook with its resource as what it is and its subscription", () => {
  expect(read(fixture("issue-webhook.json"))).toMatchObject({
    severity: "critical",
    rule: { id: "wc-id-1" },
    entities: [
      { type: "device", key: "web-1", role: "affected" },
      { type: "cloud-account", key: "111122223333", name: "production" },
    ],
  });
});

it("reads the API's issues with why they were resolved", () => {
  const [issue] = source.split?.(fixture("issues-api.json"), {}) ?? [];
  expect(read(issue)).toMatchObject({ resolved: true, disposition: "benign", severity: "high" });
  expect(read({ ...(issue as object), status: "OPEN" }).uid).not.toBe(read(issue).uid);
});

it("takes the machine and the identity used as affected and the address as the one who acts", () => {
  const { entities, techniques } = read(fixture("detection-webhook.json"));
  expect(entities.map(({ role, type, key }) => [role, type, key])).toEqual([
    ["affected", "device", "web-1"],
    ["affected", "user", "web-role"],
    ["affected", "cloud-account", "111122223333"],
    ["actor", "ip", "203.0.113.9"],
  ]);
  expect(techniques).toEqual([{ id: "T1552.005" }]);
});

it("names what is missing", () => {
  const raw = fixture("issue-webhook.json");
  expect(() => source.normalize({ ...raw, issue: { severity: "HIGH" } }, {})).toThrow(/\$\.issue\.id/);
  expect(() => source.normalize({ ...raw, issue: { id: "x" } }, {})).toThrow(/\$\.issue\.created/);
});
