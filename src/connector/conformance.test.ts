import { expect, test } from "vitest";
import { z } from "zod";
import { capabilities } from "./capabilities/catalog.ts";
import { getUser, restoreUser, suspendUser } from "./capabilities/identity.ts";
import { faultsOf } from "./conformance.ts";
import { type Action, type Connector, defineAction, defineConnector } from "./connector.ts";

const base = { docs: "https://vendor.example/api", permissions: ["users"], idempotent: true };
const suspend = defineAction({
  ...base,
  capability: suspendUser,
  run: async () => ({ wasEnabled: true }),
}) as unknown as Action;
const restore = defineAction({ ...base, capability: restoreUser, run: async () => ({}) }) as unknown as Action;

const sound: Connector = defineConnector({
  id: "vendor",
  title: "Vendor",
  docs: "https://vendor.example/",
  settings: z.strictObject({ baseUrl: z.url().describe("Where it is") }),
  secrets: [{ name: "token", title: "API token" }],
  actions: [suspend, restore],
  health: async () => ({ ok: true, message: "", may: [], mayNot: [] }),
});
const faults = (changes: Partial<Connector>) => faultsOf("vendor", { ...sound, ...changes }, capabilities);

test("a sound connector has no faults", () => expect(faults({})).toEqual([]));

test("only a simulated product may be documented in this repository", () => {
  expect(faults({ docs: "range/README.md", simulated: true })).toEqual([]);
  expect(faults({ docs: "range/README.md" })).toEqual([expect.stringMatching(/docs/)]);
});

test.each<[string, Partial<Connector>, RegExp]>([
  ["another id than its folder", { id: "other" }, /folder/],
  ["no documentation", { docs: "see wiki" }, /docs/],
  ["loose settings", { settings: z.object({ baseUrl: z.url().describe("x") }) }, /unknown fields/],
  ["a setting without description", { settings: z.strictObject({ baseUrl: z.url() }) }, /no description/],
  [
    "a secret among its settings",
    { settings: z.strictObject({ apiToken: z.string().describe("x") }) },
    /looks like a secret/,
  ],
  ["a secret declared twice", { secrets: [...sound.secrets, ...sound.secrets] }, /twice/],
  ["a containment without its reversal", { actions: [suspend] }, /undone by identity.restore-user/],
  ["an action without permissions", { actions: [{ ...suspend, permissions: [] }, restore] }, /permission/],
  [
    "a capability of its own",
    { actions: [{ ...restore, capability: { ...restoreUser, id: "identity.invent" } } as unknown as Action] },
    /catalog/,
  ],
  ["an action twice", { actions: [restore, restore] }, /twice/],
  [
    "an unsure look-up",
    { actions: [{ ...restore, capability: getUser, idempotent: false } as unknown as Action] },
    /observes/,
  ],
  ["neither source nor action", { actions: [] }, /neither/],
  [
    "a signature check without its secret",
    { source: { normalize: () => null, verify: { secret: "hmac", check() {} } } },
    /does not declare/,
  ],
])("%s is a fault", (_what, changes, words) => expect(faults(changes).join("\n")).toMatch(words));

test("what is asked for alerts reads them, and can be tried", () => {
  const poll: Connector["poll"] = {
    everySeconds: () => 60,
    ask: async () => ({ deliveries: [], cursor: {}, more: false }),
  };
  const { health: _health, ...untried } = { ...sound, actions: [], poll, source: { normalize: () => null } };
  expect(faults({ poll })).toEqual([expect.stringMatching(/no source/)]);
  expect(faults({ poll, source: { normalize: () => null } })).toEqual([]);
  expect(faultsOf("vendor", untried, capabilities)).toEqual([expect.stringMatching(/no health check/)]);
});

test("actions without a health check are a fault", () => {
  const { health: _health, ...without } = sound;
  expect(faultsOf("vendor", without, capabilities).join("\n")).toMatch(/health/);
});
