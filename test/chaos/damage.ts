/** Compares what was sent, what Cordon wrote down and what the range counted. Every line found is something that must never be. */
import type { CountedEffect } from "../../range/effect-counter.ts";
import type { PartName } from "../../range/part.ts";
import { auditFaults } from "./audit-chain.ts";
import type { Feeder } from "./feeder.ts";
import type { Ground } from "./ground.ts";
import { type Ledger, readLedger } from "./ledger.ts";

export interface Damage {
  lost: string[];
  stuck: string[];
  withoutOutcome: number[];
  doneTwice: string[];
  leases: string[];
  refusals: string[];
  audit: string[];
}

/** Verbs by which something is contained, and the verbs that take it back. */
const CONTAINING: Record<string, { capability: string; back: string }> = {
  suspend: { capability: "identity.suspend-user", back: "unsuspend" },
  isolate: { capability: "endpoint.isolate", back: "release" },
  "block-hash": { capability: "endpoint.block-hash", back: "unblock-hash" },
  "block-ip": { capability: "network.block-ip", back: "unblock-ip" },
  "disable-key": { capability: "cloud.disable-access-key", back: "enable-key" },
};

/** One file comes up in many incidents, and each of them holds what keeps it from running. */
const SHARED = /^endpoint\.block-hash /;

/** Who can say what happened: the range, the database, and whoever sent the alerts. */
export interface Witnesses extends Pick<Ground, "installation" | "range" | "cordons"> {
  feeder: Pick<Feeder, "acknowledged" | "refusals">;
}

export const NO_DAMAGE: Damage = {
  lost: [],
  stuck: [],
  withoutOutcome: [],
  doneTwice: [],
  leases: [],
  refusals: [],
  audit: [],
};

/** `folded`: where answers are lost and products do not let themselves be asked either, a call may be repeated under its key, which the range folds into one. */
export async function damageOf(
  aftermath: Witnesses,
  { folded }: { folded: boolean } = { folded: false },
): Promise<{ damage: Damage; ledger: Ledger; effects: number; counted: CountedEffect[] }> {
  const ledger = await readLedger(aftermath.installation);
  const counted: CountedEffect[] = [];
  for (const part of ["identity", "endpoint", "firewall", "ticket", "chat", "siem"] satisfies PartName[])
    counted.push(...(await aftermath.range.state(part)).effects);
  const contained = await containedIn(aftermath);
  const damage = {
    lost: lost(aftermath, ledger),
    stuck: stuck(ledger),
    withoutOutcome: ledger.withoutOutcome,
    doneTwice: doneTwice(counted, folded),
    leases: leaseFaults(ledger, contained, counted),
    refusals: aftermath.feeder.refusals,
    audit: await auditFaults(aftermath),
  };
  return { damage, ledger, effects: counted.filter((effect) => effect.effective > 0).length, counted };
}

/** How many of the acknowledged alerts are in exactly one incident. */
export function kept({ feeder }: Witnesses, { incidentsOfAlert }: Ledger): number {
  return [...feeder.acknowledged.keys()].filter((uid) => incidentsOfAlert.get(uid) === 1).length;
}

/** How many entities were contained exactly once, and how many more often, by the range's count. */
export function contained(counted: readonly CountedEffect[]): { containedOnce: number; containedTwice: number } {
  const times = new Map<string, number>();
  for (const { verb, entity, effective } of counted)
    if (verb in CONTAINING) times.set(`${verb} ${entity}`, (times.get(`${verb} ${entity}`) ?? 0) + effective);
  const all = [...times.values()];
  return {
    containedOnce: all.filter((count) => count === 1).length,
    containedTwice: all.filter((count) => count > 1).length,
  };
}

function lost({ feeder }: Witnesses, ledger: Ledger): string[] {
  const inbox = ledger.inbox === 0 ? [] : [`${ledger.inbox} alerts are still in the inbox`];
  const faults = [...feeder.acknowledged.keys()].flatMap((uid) => {
    const incidents = ledger.incidentsOfAlert.get(uid);
    return incidents === 1 ? [] : [`${uid} is in ${incidents ?? "no alert and so in no"} incidents`];
  });
  return [...inbox, ...faults];
}

function stuck(ledger: Ledger): string[] {
  const runs = ledger.runs.filter(
    (run) => ["ready", "running", "failed", "cancelled"].includes(run.status) || run.overdue,
  );
  return [
    ...runs.map((run) => `run ${run.id} is ${run.status} ${JSON.stringify(run.error)}`),
    ...ledger.unsettled.map((effect) => `effect ${JSON.stringify(effect)}`),
  ];
}

/** Every part of the range has a read-back: nothing is repeated even under its own key, and no entity is changed the same way twice. */
function doneTwice(counted: CountedEffect[], folded: boolean): string[] {
  const repeated = counted
    .filter((effect) => effect.effective > 1 || (effect.repeated > 0 && !folded))
    .map((effect) => JSON.stringify(effect));
  const changes = new Map<string, number>();
  for (const { verb, entity, effective } of counted) {
    if (verb.startsWith("update-") || verb === "post-message") continue;
    changes.set(`${verb} ${entity}`, (changes.get(`${verb} ${entity}`) ?? 0) + effective);
  }
  const twice = [...changes].filter(([, times]) => times > 1).map(([what, times]) => `${what}: ${times} times`);
  return [...repeated, ...twice];
}

/** What is contained now, as `capability entity`, by the range's own state. */
async function containedIn({ range }: Pick<Ground, "range">): Promise<Set<string>> {
  interface Identity {
    users: { status: string; profile: { login: string } }[];
    keys: { status: string; id: string }[];
  }
  const identity = (await range.state<Identity>("identity")).entities;
  interface Endpoint {
    devices: { isolated: boolean; host: string }[];
    blocked: { hash: string }[];
  }
  const endpoint = (await range.state<Endpoint>("endpoint")).entities;
  const firewall = (await range.state<{ ips: { value: string }[] }>("firewall")).entities;
  return new Set(
    [
      ...identity.users
        .filter((user) => user.status !== "ACTIVE")
        .map((user) => `identity.suspend-user ${user.profile.login}`),
      ...identity.keys.filter((key) => key.status !== "active").map((key) => `cloud.disable-access-key ${key.id}`),
      ...endpoint.devices.filter((device) => device.isolated).map((device) => `endpoint.isolate ${device.host}`),
      ...endpoint.blocked.map((block) => `endpoint.block-hash ${block.hash}`),
      ...firewall.ips.map((block) => `network.block-ip ${block.value}`),
    ].map((text) => text.toLowerCase()),
  );
}

function leaseFaults(ledger: Ledger, contained: Set<string>, counted: CountedEffect[]): string[] {
  const active = new Map<string, number>();
  const all = new Set<string>();
  for (const lease of ledger.leases) {
    const what = `${lease.capability} ${lease.entityKey}`.toLowerCase();
    all.add(what);
    if (lease.status !== "released") active.set(what, (active.get(what) ?? 0) + 1);
  }
  const unheld = [...contained]
    .filter((what) => active.get(what) !== 1 && !(SHARED.test(what) && active.has(what)))
    .map((what) => `${what} is contained under ${active.get(what) ?? 0} leases`);
  const empty = [...active.keys()]
    .filter((what) => !contained.has(what))
    .map((what) => `${what} has a lease and is not contained`);
  const due = ledger.leases
    .filter((lease) => lease.status === "releasing")
    .map((lease) => `${lease.capability} ${lease.entityKey} is not returned`);
  const forgotten = counted
    .filter(({ verb, effective }) => verb in CONTAINING && effective > 0)
    .map(({ verb, entity }) => `${CONTAINING[verb]!.capability} ${entity}`.toLowerCase())
    .filter((what) => !all.has(what))
    .map((what) => `${what} was done and never had a lease`);
  return [...unheld, ...empty, ...due, ...forgotten];
}

/** How many short leases were given back, by the range's count: proof that the run saw any. */
export async function givenBack({ range }: Pick<Ground, "range">): Promise<number> {
  const effects = [...(await range.state("identity")).effects, ...(await range.state("firewall")).effects];
  return effects.filter(({ verb, effective }) => /^un(suspend|block-ip)$/.test(verb) && effective === 1).length;
}
