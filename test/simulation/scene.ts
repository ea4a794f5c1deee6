/** One seed: a workspace with a policy, a firewall with a nature and faults, and a few runs that want addresses blocked, or unblocked. */
import { capabilities } from "../../src/connector/capabilities/catalog.ts";
import { createEgress } from "../../src/connector/egress.ts";
import type { RunRecord } from "../../src/engine/kind.ts";
import { compilePolicies } from "../../src/guard/compile-policies.ts";
import { decide } from "../../src/guard/decide.ts";
import type { PolicySet } from "../../src/guard/policy-record.ts";
import { hashOf, newId } from "../../src/ids.ts";
import { silentLog } from "../../src/log.ts";
import { EntityAttributes } from "../../src/model/entity.ts";
import type { ResponseContent } from "../../src/respond/content.ts";
import type { LoadedRun } from "../../src/respond/loaded-run.ts";
import { importInventory } from "../../src/store/inventory.ts";
import { fillFacts } from "../../src/taxonomy/example-facts.ts";
import type { TestStore } from "../support/database.ts";
import { type Dice, diceOf } from "../support/dice.ts";
import { programOf } from "../support/playbook.ts";
import { seedIncident } from "../support/seed.ts";
import { type Firewall, newFirewall } from "./firewall.ts";
import type { Life } from "./life.ts";

export interface Wish {
  run: RunRecord;
  loaded: Omit<LoadedRun, "content">;
  ip: string;
  verb: "block" | "unblock";
  dice: Dice;
  /** When it begins, after the world does. */
  afterMs: number;
}

export interface AtATime {
  kind: "budget" | "budget_playbook" | "budget_workspace" | "fraction";
  most: number;
}

export interface Scene {
  seed: number;
  workspaceId: string;
  /** How many blocks the policy lets through by themselves. */
  budget: number;
  /** How many of them at a time, and by which kind of budget; null where it says nothing of that. */
  atATime: AtATime | null;
  /** How likely a process dies at each moment. */
  deadliness: number;
  /** Somebody presses the stop button while the runs are at work. */
  freezes: boolean;
  /** By the database's clock, once the freeze is durable. */
  frozenAt: Date | null;
  firewall: Firewall;
  /** What a process works with. */
  contentOf(life: Life): ResponseContent;
  wishes: Wish[];
  /** What must never be, as it was seen to be. */
  violations: { invariant: string; what: string }[];
}

const PROGRAMS = {
  block: programOf(`  - action: network.block-ip
    with: { ip: "=incident.ips[0]" }
    for: 1h
  - end: benign
    reason: done
`),
  unblock: programOf(`  - action: network.unblock-ip
    with: { ip: "=incident.ips[0]" }
  - end: benign
    reason: done
`),
};
export const CONNECTION = "firewall";

/** Of a fraction so many are one at a time. */
const DEVICES = 100;

/** A run that wants an address blocked, after those that the world began with. */
export function laterWish(store: TestStore, scene: Scene, ip: string, index: number): Promise<Wish> {
  return wishFor(store, scene, { ip, verb: "block" }, scene.seed * 57 + index);
}

export async function newScene(store: TestStore, seed: number): Promise<Scene> {
  const dice = diceOf(seed);
  const workspaceId = await store.addWorkspace(`seed-${seed}-${newId()}`);
  const nature = { readable: dice.chance(0.8), idempotent: dice.chance(0.5), marks: diceOf(seed + 19).chance(0.6) };
  const atATime = atATimeOf(seed);
  const budget = Math.floor(dice.between(1, 5));
  const scene = {
    ...{ seed, workspaceId, violations: [], wishes: [], frozenAt: null, atATime },
    budget: atATime === null ? budget : PLENTY,
    deadliness: dice.chance(0.7) ? dice.between(0, 0.35) : 0,
    freezes: dice.chance(0.3),
  } as unknown as Scene;
  scene.firewall = newFirewall({
    ...{ nature, dice: diceOf(seed + 1), faults: dice.chance(0.8) ? dice.between(0, 0.5) : 0 },
    witness: (call) => witness(store, scene, call),
  });
  scene.contentOf = contentsOf(scene);
  if (atATime?.kind === "fraction") await importInventory(store.database.system, workspaceId, devices());
  const wishes = Math.floor(dice.between(1, 6));
  for (let index = 0; index < wishes; index += 1) scene.wishes.push(await newWish(store, scene, index, dice));
  if (atATime !== null) await jostle(store, scene);
  // Somebody's playbook takes back what others want at this moment.
  const back = diceOf(seed + 3);
  for (const [index, { ip }] of [...scene.wishes.entries()])
    if (back.chance(0.3))
      scene.wishes.push(await wishFor(store, scene, { ip, verb: "unblock" }, scene.seed * 83 + index));
  return scene;
}

/** More want something than may have it, some of them while others fail and try again. */
async function jostle(store: TestStore, scene: Scene): Promise<void> {
  const dice = diceOf(scene.seed + 17);
  for (let index = 0; index < JOSTLING; index += 1) {
    const wish = await wishFor(store, scene, { ip: `192.0.2.${index + 1}`, verb: "block" }, scene.seed * 67 + index);
    scene.wishes.push({ ...wish, afterMs: dice.between(0, JOSTLE_MS) });
  }
}

const KINDS = ["budget", "budget_playbook", "budget_workspace", "fraction"] as const;
const PLENTY = 1_000;
const JOSTLING = 4;
const JOSTLE_MS = 60;

/** Drawn by dice of its own, so that the other worlds stay what they were. */
function atATimeOf(seed: number): AtATime | null {
  const dice = diceOf(seed + 13);
  if (dice.chance(0.65)) return null;
  return { kind: KINDS[Math.floor(dice.between(0, KINDS.length))]!, most: Math.floor(dice.between(1, 4)) };
}

function devices(): Parameters<typeof importInventory>[2] {
  return Array.from({ length: DEVICES }, (_none, n) => ({
    ...{ id: newId(), type: "device", key: `device-${n}`, name: `device-${n}`, aliases: [] },
    attributes: EntityAttributes.parse({}),
  }));
}

function contentsOf({ firewall, budget, atATime }: Scene): Scene["contentOf"] {
  const policies = policiesWith(boundsOf(budget, atATime));
  const id = newId();
  const machine = { secrets: {}, egress: createEgress({ allowCidrs: [] }), log: silentLog };
  return (life) => ({
    connections: [{ id, name: CONNECTION, connector: firewall.connector, parts: { settings: { life }, ...machine } }],
    decide: (request) => decide(policies, request),
  });
}

/** The annotations that say it. */
function boundsOf(budget: number, atATime: AtATime | null): string {
  const perHour = `${budget} per 1h`;
  if (atATime === null) return `@budget("${perHour}")`;
  const { kind, most } = atATime;
  if (kind === "budget") return `@budget("${most} at a time, ${perHour}")`;
  const bound = kind === "fraction" ? `${(most / DEVICES) * 100}% of device at a time` : `${most} at a time`;
  return `@budget("${perHour}")\n@${kind}("${bound}")`;
}

const compiled = new Map<string, PolicySet>();

function policiesWith(bounds: string): PolicySet {
  const known = compiled.get(bounds);
  if (known !== undefined) return known;
  const text = `@id("blocks")
@reason("few blocks are let through")
${bounds}
permit (principal, action == Action::"network.block-ip", resource);
@id("way-back")
@reason("what was taken may be given back")
permit (principal, action == Action::"network.unblock-ip", resource);
`;
  const world = { capabilities: capabilities.values() };
  const { policySet, findings } = compilePolicies([{ file: "simulated.cedar", text }], world);
  if (policySet === null) throw new Error(JSON.stringify(findings));
  compiled.set(bounds, policySet);
  return policySet;
}

async function newWish(store: TestStore, scene: Scene, index: number, dice: Dice): Promise<Wish> {
  // Now and then two runs want the same.
  const ip = `203.0.113.${1 + (dice.chance(0.2) ? 0 : index)}`;
  return wishFor(store, scene, { ip, verb: "block" }, scene.seed * 31 + index);
}

async function wishFor(
  store: TestStore,
  { workspaceId }: Scene,
  { ip, verb }: Pick<Wish, "ip" | "verb">,
  seed: number,
): Promise<Wish> {
  const { id: subjectId } = await seedIncident(store.database, workspaceId);
  const run = { id: newId(), workspaceId, subjectId, programId: newId(), state: {} };
  const loaded = { facts: fillFacts({ ips: [ip] }), program: PROGRAMS[verb], playbookVersion: 1 };
  return { run, loaded, ip, verb, dice: diceOf(seed), afterMs: 0 };
}

/** At the moment of the call: is it in the journal, decided upon, as it is done, of this workspace, and not behind the stop button? */
async function witness(
  store: TestStore,
  scene: Scene,
  { capability, key, args }: { capability: string; key: string; args: Record<string, unknown> },
): Promise<void> {
  const found = await store.database.system.query<{
    workspace: string;
    hash: string;
    decision: string;
    status: string;
    at: Date;
    effectClass: string;
  }>(
    `SELECT workspace_id AS workspace, args_hash AS hash, guard->>'decision' AS decision, status, intended_at AS at, effect_class AS "effectClass"
     FROM effects WHERE idempotency_key = $1`,
    [key],
  );
  const row = found.rows[0];
  const violate = (invariant: string, what: string) =>
    void scene.violations.push({ invariant, what: `${capability} under ${key}: ${what}` });
  if (row === undefined) return violate("I4", "was called and is not in the journal");
  if (row.status !== "intended") violate("I4", `was called while the journal says ${row.status}`);
  if (row.workspace !== scene.workspaceId) violate("I5", "is another workspace's");
  if (row.decision !== "allow") violate("I3", `was called though the guard said ${row.decision}`);
  if (row.hash !== hashOf({ capability, connection: CONNECTION, args }))
    violate("I3", "is not the effect that the guard decided about");
  if (scene.frozenAt !== null && row.effectClass !== "recover" && row.at > scene.frozenAt)
    violate("I8", "was let through behind the stop button");
}
