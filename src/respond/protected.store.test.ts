/** What the inventory protects is protected under every name and spelling that a step may use for it. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestStore, testStore } from "../../test/support/database.ts";
import { capabilities } from "../connector/capabilities/catalog.ts";
import { newId } from "../ids.ts";
import { EntityAttributes } from "../model/entity.ts";
import { transaction } from "../store/database.ts";
import { importInventory } from "../store/inventory.ts";
import { type Ask, decideAsks } from "./intend.ts";
import { targetOf } from "./target.ts";

const SID = "s-1-5-21-7-7-7-500";
const HASH = "9b8c7d6e5f4a3b2c1d0e9f8a7b6c5d4e3f2a1b0c9d8e7f6a5b4c3d2e1f0a9b8c";
const KEY = "AKIAIOSFODNN7EXAMPLE";

let store: TestStore;
beforeAll(async () => {
  store = await testStore();
  const own = (type: string, key: string, aliases: string[] = []) => ({
    ...{ id: newId(), type, key, name: key, aliases },
    attributes: EntityAttributes.parse({ protected: true }),
  });
  await importInventory(store.database.system, store.workspaceId, [
    own("user", "ceo@corp.test", ["ceo@login.corp.test", "corp\\ceo", SID]),
    own("device", "dc1.corp.test", ["dc1"]),
    own("ip", "203.0.113.53", ["2001:db8::53"]),
    own("domain", "corp.test"),
    own("access-key", KEY),
    own("url", "https://portal.corp.test/login"),
    own("file", HASH),
    own("mailbox", "news@partner.test"),
  ]);
});
afterAll(() => store?.close());

/** What the guard says to the effect, where it refuses what is protected and allows all else. */
async function decisionOn(id: string, named: string): Promise<string> {
  const capability = capabilities.get(id)!;
  const input = { [capability.target!.field]: named };
  const { type, key } = targetOf(capability, capability.input.parse(input) as Record<string, unknown>);
  const ask: Ask = {
    intent: {
      ...{ id: newId(), workspaceId: store.workspaceId, incidentId: null, runId: null, step: "s", playbook: "p" },
      ...{ idempotencyKey: newId(), capability: id, effectClass: capability.effect, connectionId: null },
      ...{ connection: "c", entityType: type, entityKey: key, args: input, argsHash: "", leaseSeconds: null },
      ...{ reverses: null, actor: "system", again: false },
    },
    question: {
      ...{ capability: { say: () => "contain" } as never, connection: "c", args: input, leaseSeconds: null, step: "s" },
      ...{ incident: { number: 1 } as never, evidence: "", playbook: "p", queue: "soc" },
    },
    content: {
      connections: [],
      decide: ({ entity }) => ({
        ...{ decision: entity.protected ? "refuse" : "allow", policies: [], reason: "its attributes", budgets: [] },
      }),
    },
    request: { incident: { type: "t" } } as never,
  };
  const [decided] = await transaction(store.database.system, (client) => decideAsks(client, [ask]));
  return decided!.guard.decision;
}

test.each([
  ["identity.suspend-user", "CEO@Corp.Test"],
  ["identity.suspend-user", " ceo@corp.test "],
  ["identity.suspend-user", "ceo@corp.test."],
  ["identity.suspend-user", "mailto:ceo@corp.test"],
  ["identity.suspend-user", "The Boss <ceo@corp.test>"],
  ["identity.suspend-user", "ceo@login.corp.test"],
  ["identity.suspend-user", "CORP\\ceo"],
  ["identity.suspend-user", " CORP\\ceo "],
  ["identity.suspend-user", SID.toUpperCase()],
  ["identity.revoke-sessions", "ceo@CORP.TEST"],
  ["endpoint.isolate", "DC1"],
  ["endpoint.isolate", "DC1.Corp.Test."],
  ["network.block-ip", "203.0.113.53"],
  ["network.block-ip", "::ffff:203.0.113.53"],
  ["network.block-ip", "::FFFF:cb00:7135"],
  ["network.block-ip", "2001:DB8:0:0:0:0:0:53"],
  ["network.block-domain", "CORP.test."],
  ["cloud.disable-access-key", KEY],
  ["identity.require-password-change", "CORP\\ceo"],
  ["network.block-url", "HTTPS://Portal.corp.test:443/x/../login"],
  ["endpoint.block-hash", HASH.toUpperCase()],
  ["endpoint.quarantine-file", HASH],
  ["mail.quarantine", "News@Partner.test"],
])("%s on %s is refused", async (capability, named) => {
  expect(await decisionOn(capability, named)).toBe("refuse");
});

test.each([
  // A Cyrillic letter makes it somebody else's name, who is not to be taken for the one who is protected.
  ["identity.suspend-user", "c\u0435o@corp.test"],
  ["network.block-ip", "203.0.113.54"],
  ["cloud.disable-access-key", KEY.toLowerCase()],
])("%s on %s is on something else, which nobody protects", async (capability, named) => {
  expect(await decisionOn(capability, named)).toBe("allow");
});
