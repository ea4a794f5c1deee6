import { createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { AlertDraft } from "../../src/model/alert.ts";
import { githubSecuritySource as source } from "./normalize.ts";

const fixture = (name: string) => JSON.parse(readFileSync(new URL(`./fixtures/${name}`, import.meta.url), "utf8"));
const read = (raw: unknown) => AlertDraft.parse(source.normalize(raw, {}));

describe("security alerts", () => {
  it("take the security severity before the rule's own and point at the repository", () => {
    expect(read(fixture("code-scanning-webhook.json"))).toMatchObject({
      uid: "example/shop/code-scanning/10",
      severity: "high",
      entities: [{ type: "cloud-resource", key: "example/shop", role: "affected" }, { type: "cloud-account" }],
    });
  });

  it("hold a secret that still works for critical and name who went past the protection", () => {
    const raw = fixture("secret-scanning-webhook.json");
    expect(read(raw)).toMatchObject({ severity: "critical", controlOutcome: "allowed" });
    expect(read(raw).entities).toContainEqual(expect.objectContaining({ type: "user", key: "dana", role: "actor" }));
    expect(read({ ...raw, alert: { ...raw.alert, validity: "inactive" } }).severity).toBe("high");
  });

  it("carry the judgment of whoever dismissed them, and are then an alert of their own", () => {
    expect(read(fixture("dependabot-webhook.json"))).toMatchObject({
      uid: "example/shop/dependabot/7#resolved",
      resolved: true,
      disposition: "security-risk",
      rule: { id: "GHSA-xxxx-yyyy-zzzz" },
    });
  });

  it("are the same alert from the API as from the webhook", () => {
    expect(read(fixture("dependabot-api.json")[0]).uid).toBe("example/shop/dependabot/8");
  });

  it("name what is missing", () => {
    const raw = fixture("code-scanning-webhook.json");
    const without = (key: string) => ({ ...raw, alert: { ...raw.alert, [key]: undefined } });
    expect(() => source.normalize({ ...raw, alert: { rule: {} } }, {})).toThrow(/\$\.alert\.id/);
    expect(() => source.normalize({ ...without("updated_at").alert, number: 1, created_at: "x" }, {})).toThrow(/\$\./);
  });
});

describe("audit events", () => {
  const event = { "@timestamp": 1772359200123, actor: "dana", org: "example", repo: "example/shop" };

  it("are alerts where protection, trust or exposure changes, and nothing otherwise", () => {
    expect(read({ ...event, action: "org.saml_disabled" })).toMatchObject({ severity: "high" });
    expect(source.normalize({ ...event, action: "git.clone" }, {})).toBeNull();
  });

  it("make a package manager that changes a repository suspect", () => {
    const push = { ...event, action: "git.push" };
    expect(source.normalize({ ...push, user_agent: "git/2.39.3" }, {})).toBeNull();
    expect(read({ ...push, user_agent: "npm/10.2.4 node/v18" })).toMatchObject({ techniques: [{ id: "T1195.002" }] });
  });

  it("affect the account that something was done to", () => {
    const draft = read({ ...event, action: "org.add_member", user: "newcomer" });
    expect(draft.entities[0]).toMatchObject({ type: "user", key: "newcomer", role: "affected" });
    expect(draft.entities).toContainEqual(expect.objectContaining({ key: "dana", role: "actor" }));
  });
});

it("takes other webhooks for its own, and for no alerts", () => {
  const push = { ref: "refs/heads/main", repository: { node_id: "R_1" }, sender: { node_id: "U_1" } };
  expect(source.recognizes?.(push)).toBe(true);
  expect(source.normalize(push, {})).toBeNull();
});

it("refuses a body that the webhook's secret did not sign", () => {
  const body = new TextEncoder().encode("{}");
  const signature = `sha256=${createHmac("sha256", "s").update(body).digest("hex")}`;
  const check = (header: string) =>
    source.verify?.check({ headers: { "X-Hub-Signature-256": header }, body }, "s", new Date(0), {});
  expect(() => check(signature)).not.toThrow();
  expect(() => check("sha256=00")).toThrow(/X-Hub-Signature-256/);
});
