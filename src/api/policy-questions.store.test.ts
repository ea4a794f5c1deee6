import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Running, runCordon } from "../../test/support/running.ts";
import { openBreaker } from "../store/breaker.ts";
import { transaction } from "../store/database.ts";
import type { PolicyExplained, PolicySimulated } from "./contract/policy.ts";

let cordon: Running;
beforeAll(async () => {
  cordon = await runCordon();
  const user = (key: string, attributes: object) => ({ type: "user", key, attributes });
  const ordinary = Array.from({ length: 30 }, (_, index) => user(`user${index}@example.org`, {}));
  const entities = [
    ...ordinary,
    user("root@example.org", { privileged: true }),
    user("glass@example.org", { protected: true }),
  ];
  await cordon.call("POST", "/v1/inventory", { entities });
});
afterAll(() => cordon?.stop());

describe("asked before it happens, the policies in force", () => {
  const suspend = { capability: "identity.suspend-user", incident: { severity: "high" } };

  test("say who could be suspended without anyone asking, who not, and how many at most", async () => {
    const answer = await cordon.call<PolicySimulated>("POST", "/v1/policies/simulate", suspend);
    expect(answer).toMatchObject({ entityType: "user", count: 32 });
    expect(answer.groups).toMatchObject([
      { decision: "allow", policies: ["suspend-ordinary-users"], count: 30 },
      { decision: "ask", count: 1, examples: ["root@example.org"] },
      { decision: "refuse", count: 1, examples: ["glass@example.org"] },
    ]);
    expect(answer.budgets.map(({ allowed, used }) => [allowed, used])).toEqual([
      [5, 0],
      [20, 0],
      [1, 0],
    ]);
  });

  test("say of one entity what and why, and that a freeze stands before it", async () => {
    const entity = { type: "user", key: "Glass@Example.org" };
    const answer = await cordon.call<PolicyExplained>("POST", "/v1/policies/explain", { ...suspend, entity });
    expect(answer).toMatchObject({ decision: "refuse", frozen: null, budgets: [] });
    expect(answer.text).toContain("policies/90-never.cedar");
    await cordon.call("POST", "/v1/freezes", { scope: "capability", name: suspend.capability, reason: "A test." }, 201);
    const held = await cordon.call<PolicyExplained>("POST", "/v1/policies/explain", { ...suspend, entity });
    const unknown = { ...suspend, entity: { type: "user", key: "glas@example.org" } };
    expect((await cordon.call<PolicyExplained>("POST", "/v1/policies/explain", unknown)).text).toContain(
      "on user glas@example.org, which the inventory does not know",
    );
    expect(held.frozen).toMatch(/froze the capability identity\.suspend-user: A test\.$/);
  });

  test("say that a person is asked first while the playbook's breaker is open", async () => {
    await transaction(cordon.database.system, (client) =>
      openBreaker(client, cordon.workspaceId, { playbook: "account-takeover", cause: "failures", reason: "A test." }),
    );
    const asked = { ...suspend, playbook: "account-takeover", entity: { type: "user", key: "user1@example.org" } };
    const answer = await cordon.call<PolicyExplained>("POST", "/v1/policies/explain", asked);
    expect(answer).toMatchObject({ decision: "allow", breaker: "A test." });
    const other = { ...asked, playbook: "phishing-report" };
    expect(await cordon.call<PolicyExplained>("POST", "/v1/policies/explain", other)).toMatchObject({ breaker: null });
  });

  test("say that a person is asked first once a budget is used up, and not of another time", async () => {
    const asked = { ...suspend, entity: { type: "user", key: "user2@example.org" } };
    const explain = (more: object) =>
      cordon.call<PolicyExplained>("POST", "/v1/policies/explain", { ...asked, ...more });
    expect(await explain({})).toMatchObject({ decision: "allow", usedUp: null });
    const spend =
      "SELECT reserve_budget($1, 'suspend-ordinary-users/identity.suspend-user/fraction-of-user/3600s', 3600, 1, 1)";
    await cordon.database.system.query(spend, [cordon.workspaceId]);
    expect(await explain({})).toMatchObject({
      decision: "allow",
      usedUp: "The budget of suspend-ordinary-users is used up: at most 2% of every user an hour.",
    });
    expect(await explain({ at: "2030-01-01T10:00:00Z" })).toMatchObject({ usedUp: null });
  });

  test("do not answer of a type, an incident type or a playbook that does not exist, and say which is meant", async () => {
    const asked = { ...suspend, entity: { type: "user", key: "user2@example.org" } };
    const explain = (more: object) => cordon.call("POST", "/v1/policies/explain", { ...asked, ...more });
    const device = { entity: { type: "device", key: "laptop" } };
    await expect(explain(device)).rejects.toThrow(/identity\.suspend-user acts on user, not on device/);
    await expect(explain({ incident: { type: "fraud/phising" } })).rejects.toThrow(
      /Did you mean \\"fraud\/phishing\\"/,
    );
    await expect(explain({ playbook: "acount-takeover" })).rejects.toThrow(/Did you mean \\"account-takeover\\"/);
    expect(await explain({ playbook: "mine", maturity: "sandbox" })).toMatchObject({ decision: "ask" });
  });

  test("can be others that are tried; a misspelled capability says what was meant", async () => {
    const text = '@id("nobody") @reason("a test") forbid (principal, action, resource);';
    const tried = { ...suspend, files: [{ file: "p.cedar", text }] };
    const answer = await cordon.call<PolicySimulated>("POST", "/v1/policies/simulate", tried);
    expect(answer.groups).toMatchObject([{ decision: "refuse", policies: ["nobody"], count: 32 }]);
    const wrong = { ...suspend, capability: "identity.suspend-usr" };
    await expect(cordon.call("POST", "/v1/policies/simulate", wrong)).rejects.toThrow(
      /did you mean \\"identity.suspend-user\\"/,
    );
  });
});
