/** Proves that a connection may write: contains an entity made for it and gives it back, through journal and lease as everything is. */
import { sleep } from "../clock.ts";
import { RefusedError, toErrorJson } from "../errors.ts";
import { hashOf, newId } from "../ids.ts";
import type { Canary } from "../model/canary.ts";
import { EntityAttributes } from "../model/entity.ts";
import { inWorkspace, transaction } from "../store/database.ts";
import { type Intent, intendEffects } from "../store/effect-intend.ts";
import { settleEffects } from "../store/effect-settle.ts";
import { findEntities } from "../store/entity.ts";
import { freezesInForce } from "../store/freeze.ts";
import { leaseUnder, releaseNow } from "../store/lease.ts";
import { canaryEntity } from "./canary-entity.ts";
import { actionFor, type CallBounds, call, type ReadyAction, type ResponseContent, readBack } from "./content.ts";
import { settlementOf } from "./effect-activity.ts";
import { frozenBy } from "./frozen.ts";
import type { LeaseDeps } from "./leases.ts";
import { perform } from "./perform.ts";
import { targetOf } from "./target.ts";

/** Should this process die in between, the lease gives the entity back by itself. */
const LEASE_SECONDS = 300;
const CALL_TIMEOUT_MS = 20_000;
const RELEASE_TRIES = 60;
const RELEASE_PAUSE_MS = 250;

export interface CanaryDeps extends LeaseDeps {
  /** There is a containment to return now. */
  kick(): void;
}

interface Making {
  workspaceId: string;
  connection: string;
  by: string;
}

/**
 * Makes a canary. It stops at the first check that fails; what was contained is given back all the same.
 * @throws InputError `canary.not-declared` when there is no entity for it; RefusedError `canary.frozen`.
 */
export async function makeCanary(deps: CanaryDeps, of: Making): Promise<Omit<Canary, "id" | "at">> {
  const content = await deps.content(of.workspaceId);
  const { ready, input, forbidden } = await canaryEntity(deps.database, content, of.workspaceId, of.connection);
  const { capability } = ready.action;
  const effect = { ...of, playbook: "", capability: capability.id, effectClass: capability.effect };
  const frozen = frozenBy(await freezesInForce(deps.database.system, [of.workspaceId]), effect);
  if (frozen !== null) throw new RefusedError("canary.frozen", frozen);
  const bounds = { idempotencyKey: `canary:${newId()}`, timeoutMs: CALL_TIMEOUT_MS };
  const checks: Canary["checks"] = [];
  const steps: [Canary["checks"][number]["check"], () => Promise<string>][] = [
    ["guard", () => guardHolds(deps.database, content, of.workspaceId, ready, input)],
    ["clear", () => isClear(ready, input, bounds)],
    ["contain", () => contain(deps, of, ready, input, bounds)],
    ["release", () => release(deps, of, bounds)],
    ...(forbidden === null ? [] : [["forbidden", () => productRefuses(content, ready, forbidden, bounds)] as never]),
  ];
  for (const [check, make] of steps) {
    const made = await make().then(
      (seen) => ({ check, passed: true, seen }),
      (error) => ({ check, passed: false, seen: toErrorJson(error).message.slice(0, 500) }),
    );
    checks.push(made);
    if (!made.passed) break;
  }
  const entity = targetOf(capability, input).key;
  return {
    connection: of.connection,
    capability: capability.id,
    entity,
    passed: checks.every((one) => one.passed),
    checks,
    by: of.by,
  };
}

/** That the policies refuse the same on a protected entity, and not on this one: a canary is asked for by a person, and no way around a forbid. */
async function guardHolds(
  database: LeaseDeps["database"],
  content: ResponseContent,
  workspaceId: string,
  { action: { capability } }: ReadyAction,
  input: Record<string, unknown>,
): Promise<string> {
  const { id, effect } = capability;
  const { type, key } = targetOf(capability, input);
  const known = await inWorkspace(database, workspaceId, (client) =>
    findEntities(client, [{ workspaceId, type, key }]),
  );
  const [record] = known.values();
  const asked = {
    ...{ workspaceId, playbook: { name: "canary", maturity: "stable" }, capability: id, effectClass: effect },
    at: new Date(),
    incident: { type: "other/undetermined", severity: "fatal", severityId: 6, priority: "critical", confidence: 100 },
  } as const;
  const on = (name: string, attributes: EntityAttributes) =>
    content.decide({ ...asked, entity: { type, key: name, ...attributes } });
  const shielded = on("protected.example", EntityAttributes.parse({ protected: true }));
  if (shielded.decision !== "refuse")
    throw new RefusedError(
      "canary.guard",
      `The policies do not refuse ${id} on a protected entity: ${shielded.reason}`,
    );
  const own = on(record?.key ?? key, record?.attributes ?? EntityAttributes.parse({}));
  if (own.decision === "refuse")
    throw new RefusedError("canary.guard", `The policies refuse ${id} on ${key} itself: ${own.reason}`);
  return shielded.reason;
}

/** What is contained already is somebody else's, and would be given back with the canary. */
async function isClear(ready: ReadyAction, input: Record<string, unknown>, bounds: CallBounds): Promise<string> {
  const { inForce, seen } = await readBack(ready, input, bounds);
  if (seen.found === false)
    throw new RefusedError(
      "canary.not-there",
      "The product does not know the entity that is made for canaries: make it there, or tag another.",
    );
  if (inForce === "no") return JSON.stringify(seen);
  throw new RefusedError("canary.not-clear", `The entity is contained already, or nobody can say (${inForce}).`);
}

async function contain(
  deps: LeaseDeps,
  { workspaceId, by }: Making,
  ready: ReadyAction,
  input: Record<string, unknown>,
  bounds: CallBounds,
): Promise<string> {
  const { system } = deps.database;
  const args = ready.action.capability.input.parse(input) as Record<string, unknown>;
  const intent = intentOf(workspaceId, by, ready, args, bounds.idempotencyKey);
  await transaction(system, (client) => intendEffects(client, [intent]));
  const outcome = await perform(ready, args, bounds, false);
  const from = { ready, args, outcome, effectId: intent.id, workspaceId, actor: by, owner: "canary" };
  await transaction(system, (client) =>
    settleEffects(client, [settlementOf({ ...from, leaseSeconds: LEASE_SECONDS })]),
  );
  if (outcome.status === "verified") return JSON.stringify(outcome.readBack);
  throw new RefusedError("canary.not-contained", outcome.error?.message ?? `It was not read back (${outcome.status}).`);
}

/** As every containment is given back: taken up by whoever is first, undone, read back. */
async function release(deps: CanaryDeps, { workspaceId, by }: Making, bounds: CallBounds): Promise<string> {
  const { system } = deps.database;
  const lease = () => leaseUnder(system, workspaceId, bounds.idempotencyKey);
  const held = await lease();
  if (held === null) throw new RefusedError("canary.not-released", "It was contained before, and is not ours to undo.");
  await transaction(system, (client) => releaseNow(client, workspaceId, held.id, by));
  for (let tries = 0; tries < RELEASE_TRIES; tries += 1) {
    deps.kick();
    await sleep(RELEASE_PAUSE_MS);
    const now = await lease();
    if (now?.status === "released") return "Undone and read back.";
    if (now?.error) throw new RefusedError("canary.not-released", now.error.message ?? "It could not be undone yet.");
  }
  throw new RefusedError("canary.not-released", "It is not given back yet; cordon containment list says why.");
}

async function productRefuses(
  content: ResponseContent,
  ready: ReadyAction,
  forbidden: Record<string, unknown>,
  bounds: CallBounds,
): Promise<string> {
  const refusal = await call(ready, forbidden, {
    ...bounds,
    idempotencyKey: `${bounds.idempotencyKey}:forbidden`,
  }).then(
    () => null,
    (error) => toErrorJson(error),
  );
  if (refusal?.root === "refused") return refusal.message;
  if (refusal !== null) throw new RefusedError("canary.not-refused", `The product did not say no: ${refusal.message}`);
  await giveBack(content, ready, forbidden, bounds);
  throw new RefusedError(
    "canary.not-refused",
    "The product let it happen; it was undone at once. Take rights away from the connection.",
  );
}

/** What should have been refused and was not: undone here and now. */
async function giveBack(
  content: ResponseContent,
  { connection, action }: ReadyAction,
  input: Record<string, unknown>,
  bounds: CallBounds,
): Promise<void> {
  const { reversal, target } = action.capability;
  const undo = reversal === undefined ? null : actionFor(content, reversal, connection.name);
  const field = undo?.action.capability.target?.field;
  if (undo === null || field === undefined || target === undefined) return;
  await call(undo, { [field]: input[target.field] }, { ...bounds, idempotencyKey: `${bounds.idempotencyKey}:undo` });
}

function intentOf(
  workspaceId: string,
  by: string,
  { connection, action: { capability } }: ReadyAction,
  args: Record<string, unknown>,
  idempotencyKey: string,
): Intent {
  const { type, key } = targetOf(capability, args);
  return {
    ...{ id: newId(), workspaceId, incidentId: null, runId: null, step: "canary", playbook: "canary", idempotencyKey },
    ...{ capability: capability.id, effectClass: capability.effect, connectionId: connection.id },
    ...{ connection: connection.name, entityType: type, entityKey: key, args },
    argsHash: hashOf({ capability: capability.id, connection: connection.name, args }),
    guard: { decision: "allow", policies: [], reason: `A write canary, asked for by ${by}.`, budgets: [] },
    ...{ budgets: [], leaseSeconds: LEASE_SECONDS, reverses: null, approval: null, actor: by, again: false },
  };
}
