import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { files } from "../../test/house-rules/tree.ts";
import { seedPastEffect } from "../../test/support/past-rows.ts";
import { type Running, runCordon } from "../../test/support/running.ts";
import { seedIncident } from "../../test/support/seed.ts";
import type { PolicyEffect, TaxonomyEffect } from "./contract/change-effect.ts";

const taxonomy = files("taxonomy/taxonomy.yaml", "taxonomy/types/*.yaml").map(({ path: file, text }) => ({
  file,
  text,
}));
const policies = (when: string) => [
  {
    file: "p.cedar",
    text: `@id("some") @reason("a test") @budget("5 per 1h") permit (principal, action, resource) when { ${when} };`,
  },
];

let cordon: Running;
beforeAll(async () => {
  cordon = await runCordon();
  const { database, workspaceId } = cordon;
  for (const severity of ["high", "high", "low"] as const)
    await seedIncident(database, workspaceId, { severity, entityKey: `${severity}@example.com` });
  const { id: incidentId } = await seedIncident(database, workspaceId, { entityKey: "root@example.com" });
  const entities = [{ type: "user", key: "root@example.com", attributes: { privileged: true } }];
  await cordon.call("POST", "/v1/inventory", { entities });
  for (const user of ["root@example.com", "ann@example.com"]) {
    const effect = { workspaceId, incidentId, capability: "identity.suspend-user", args: { user }, output: {} };
    await seedPastEffect(database, effect);
  }
  await seedPastEffect(database, {
    workspaceId,
    incidentId,
    capability: "chat.post-message",
    args: { text: "x" },
    output: {},
  });
});
afterAll(() => cordon?.stop());

const ofTaxonomy = (body: object) => cordon.call<TaxonomyEffect>("POST", "/v1/taxonomy/effect", body);
const ofPolicies = (body: object) => cordon.call<PolicyEffect>("POST", "/v1/policies/effect", body);

describe("a drafted taxonomy", () => {
  test("that is the one in force would change nothing", async () => {
    expect(await ofTaxonomy({ files: taxonomy })).toMatchObject({
      ...{ incidents: 4, cut: false, changed: 0, types: [], examples: [] },
      changes: { type: 0, priority: 0, disposition: 0, playbook: 0 },
    });
  });

  test("is told by what it would rank otherwise, of which incidents, and why", async () => {
    const files = taxonomy.map(({ file, text }) => ({
      file,
      text: file.endsWith("taxonomy.yaml")
        ? text.replace(/^priority:$/m, 'priority:\n  - when: incident.severity == "low"\n    is: critical')
        : text,
    }));
    const effect = await ofTaxonomy({ files });
    expect(effect).toMatchObject({ incidents: 4, changed: 1, changes: { type: 0, priority: 1 } });
    expect(effect.priorities).toEqual([{ from: expect.any(String), to: "critical", incidents: 1 }]);
    expect(effect.examples).toMatchObject([{ priority: { to: "critical" }, reason: expect.any(String) }]);
  });

  test("is asked of a period, and with errors not at all", async () => {
    const until = new Date(Date.now() - 3_600_000).toISOString();
    expect(await ofTaxonomy({ files: taxonomy, until })).toMatchObject({ incidents: 0, to: until });
    await expect(ofTaxonomy({ files: taxonomy, since: until, until })).rejects.toThrow(/api.bad-body/);
    const broken = taxonomy.map(({ file, text }) => ({ file, text: text.replaceAll("incident.", "incidnt.") }));
    await expect(ofTaxonomy({ files: broken })).rejects.toThrow(/api.not-valid/);
  });
});

describe("drafted policies", () => {
  test("are told by the effects that they would decide otherwise than those in force, today's inventory given", async () => {
    const effect = await ofPolicies({ files: policies("!resource.privileged") });
    expect(effect).toMatchObject({ effects: 3, budgets: "left-out", draft: { allow: 2, ask: 1, refuse: 0 } });
    expect(effect.examples.every(({ from, to }) => from !== to)).toBe(true);
    const none = await ofPolicies({ files: policies('resource.department == "nobody"') });
    expect(none).toMatchObject({ draft: { allow: 0, ask: 3 }, inForce: effect.inForce });
    expect(none.moves).toContainEqual({ capability: "chat.post-message", from: "allow", to: "ask", effects: 1 });
  });

  test("with errors are not asked", async () => {
    await expect(ofPolicies({ files: policies("resource.privilged") })).rejects.toThrow(/api.not-valid/);
  });
});
