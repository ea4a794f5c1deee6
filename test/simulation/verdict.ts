/** Holds what happened in a world against what the journal and the ledger say of it. */
import type { TestStore } from "../support/database.ts";
import type { Ended } from "./drive.ts";
import type { Scene } from "./scene.ts";
import type { Judged } from "./simulate.ts";

interface Effect {
  key: string;
  status: string;
  capability: string;
  entityKey: string;
  decision: string;
  overBudget: string | null;
  leased: boolean;
}

interface Lease {
  entityKey: string;
  status: string;
}

export async function judge(store: TestStore, scene: Scene, ended: readonly Ended[]): Promise<Judged> {
  const { system } = store.database;
  const { rows: effects } = await system.query<Effect>(
    `SELECT idempotency_key AS key, status, capability, entity_key AS "entityKey", guard->>'decision' AS decision, guard->>'overBudget' AS "overBudget",
       EXISTS (SELECT 1 FROM leases l WHERE l.effect_id = effects.id) AS leased FROM effects WHERE workspace_id = $1`,
    [scene.workspaceId],
  );
  const { rows: leases } = await system.query<Lease>(
    `SELECT entity_key AS "entityKey", status FROM leases WHERE workspace_id = $1`,
    [scene.workspaceId],
  );
  const violations = [
    ...scene.violations,
    ...doneTwice(scene).map((what) => ({ invariant: "I2", what })),
    ...unsettled(effects).map((what) => ({ invariant: "I4", what })),
    ...[...notGivenBack(scene, effects, leases), ...notHeld(effects)].map((what) => ({ invariant: "I6", what })),
    ...[...overBudget(scene, effects), ...overAtATime(scene)].map((what) => ({ invariant: "I7", what })),
  ];
  return {
    ...{ seed: scene.seed, violations },
    blocks: scene.firewall.calls.filter(({ verb, effective }) => verb === "block" && effective).length,
    released: leases.filter(({ status }) => status === "released").length,
    held: ended.filter((end) => end === "held").length,
    asked: ended.filter((end) => end === "asked").length,
    unknown: effects.filter(({ status }) => status === "unknown").length,
    byHand: scene.firewall.byHand.size,
    full: effects.filter((effect) => effect.overBudget?.includes("at-a-time")).length,
  };
}

/**
 * Where the product does not fold repeats itself, a call that took hold is never made again under its key, unless the end of another containment took
 * away what it had done: then it is not there, was seen not to be, and is done anew.
 */
function doneTwice({ firewall }: Scene): string[] {
  if (firewall.nature.idempotent) return [];
  const standing = new Map<string, Set<string>>();
  const twice: string[] = [];
  for (const { verb, ip, key, effective } of firewall.calls) {
    const [same, opposite] = [`${verb} ${ip}`, `${verb === "block" ? "unblock" : "block"} ${ip}`];
    if (effective) standing.delete(opposite);
    const keys = standing.get(same) ?? new Set();
    if (keys.has(key)) twice.push(`${same} under ${key} took hold again`);
    standing.set(same, keys.add(key));
  }
  return twice;
}

/** Nothing stays tried without a word of how it ended. */
function unsettled(effects: readonly Effect[]): string[] {
  return effects.filter(({ status }) => status === "intended").map(({ key }) => `${key} has no outcome`);
}

/** What took hold is given back, or stands there as unknown for people to look at. */
function notGivenBack({ firewall }: Scene, effects: readonly Effect[], leases: readonly Lease[]): string[] {
  const open = leases.filter(({ status }) => status !== "released");
  const excused = new Set([
    ...effects.filter(({ status }) => status === "unknown").map(({ entityKey }) => entityKey),
    // Of a product that can neither be asked nor folds repeats, nobody knows whether the way back was gone already.
    ...(firewall.nature.readable || firewall.nature.idempotent ? [] : open.map(({ entityKey }) => entityKey)),
  ]);
  return [
    ...open
      .filter(({ entityKey }) => !excused.has(entityKey))
      .map(({ entityKey }) => `the lease of ${entityKey} does not end`),
    ...[...firewall.blocked]
      .filter((ip) => !excused.has(ip) && !firewall.byHand.has(ip))
      .map((ip) => `${ip} stays blocked and nothing says so`),
    ...[...firewall.byHand]
      .filter((ip) => !firewall.blocked.has(ip))
      .map((ip) => `${ip} was contained anew by hand, and was taken away`),
  ];
}

/** Nobody blocks anything by hand here: whatever run wanted a block and has it, has its lease, however many wanted the same at the time. */
function notHeld(effects: readonly Effect[]): string[] {
  const unknown = new Set(effects.filter(({ status }) => status === "unknown").map(({ entityKey }) => entityKey));
  return effects
    .filter(({ capability, status }) => capability === "network.block-ip" && DONE.has(status))
    .filter(({ leased, entityKey }) => !leased && !unknown.has(entityKey))
    .map(({ key, entityKey }) => `${key} has ${entityKey} blocked and no lease`);
}

const DONE: ReadonlySet<string> = new Set(["applied", "verified"]);

/** However many runs ask at once, no more are let through than the policy says. */
function overBudget({ budget, firewall }: Scene, effects: readonly Effect[]): string[] {
  const let_ = effects.filter(({ capability, decision }) => capability === "network.block-ip" && decision === "allow");
  const keys = new Set(firewall.calls.filter(({ verb }) => verb === "block").map(({ key }) => key));
  return [
    ...(let_.length > budget ? [`${let_.length} were let through of ${budget}`] : []),
    ...(keys.size > budget ? [`${keys.size} were done of ${budget}`] : []),
  ];
}

/** At no moment was more blocked than may be at a time, as the firewall itself has it. */
function overAtATime({ atATime, firewall }: Scene): string[] {
  const most = firewall.most();
  return atATime !== null && most > atATime.most
    ? [`${most} were blocked at a time of ${atATime.most} (${atATime.kind})`]
    : [];
}
