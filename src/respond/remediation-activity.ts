/** An effect as an OCSF Remediation Activity (class 7001) of OCSF 1.8.0: https://schema.ocsf.io/1.8.0/classes/remediation_activity. */
import { capabilities } from "../connector/capabilities/catalog.ts";
import { countermeasure, type D3fendTactic } from "../connector/d3fend.ts";
import type { Effect, EffectStatus } from "../model/effect.ts";
import type { EntityType } from "../model/entity.ts";
import type { EffectClass } from "../model/scale.ts";

type Json = Record<string, unknown>;

/** Times may still be dates, as the database gives them. */
export type StoredEffect = Omit<Effect, "workspaceId" | "intendedAt" | "settledAt"> & {
  intendedAt: string | Date;
  settledAt: string | Date | null;
  playbook: string;
  attempts: number;
  reverses: string | null;
};

/** `activity_id`: OCSF's activities are the tactics of D3FEND. */
const ACTIVITY: Record<D3fendTactic, number> = { Isolate: 1, Evict: 2, Restore: 3, Harden: 4 };
/** What an effect without a countermeasure is for, by its class. */
const BY_CLASS: Record<EffectClass, { id: number; name: string }> = {
  observe: { id: 5, name: "Detect" },
  notify: { id: 99, name: "Notify" },
  record: { id: 99, name: "Record" },
  contain: { id: 1, name: "Isolate" },
  eradicate: { id: 2, name: "Evict" },
  recover: { id: 3, name: "Restore" },
};
/** `status_id`: what is not settled, or was not tried, is none of OCSF's own. */
const STATUS: Record<EffectStatus, { id: number; name: string }> = {
  intended: { id: 99, name: "Intended" },
  awaiting: { id: 99, name: "Awaiting" },
  refused: { id: 99, name: "Refused" },
  applied: { id: 1, name: "Success" },
  verified: { id: 1, name: "Success" },
  failed: { id: 2, name: "Failure" },
  unknown: { id: 0, name: "Unknown" },
};
/** `observable.type_id` of what an effect is about. */
const OBSERVABLE: Record<EntityType, { id: number; name: string }> = {
  user: { id: 4, name: "User Name" },
  device: { id: 1, name: "Hostname" },
  ip: { id: 2, name: "IP Address" },
  domain: { id: 1, name: "Hostname" },
  url: { id: 6, name: "URL String" },
  file: { id: 8, name: "Hash" },
  process: { id: 9, name: "Process Name" },
  mailbox: { id: 5, name: "Email Address" },
  "cloud-account": { id: 35, name: "Account Object: uid" },
  "cloud-resource": { id: 10, name: "Resource UID" },
  "access-key": { id: 19, name: "User Credential ID" },
  service: { id: 99, name: "Other" },
  other: { id: 99, name: "Other" },
};

/**
 * The effect as its journal has it, valid against the schema of the class: what was done to what, with its D3FEND countermeasures, on whose word, and
 * what became of it. Times are epoch milliseconds. Pure.
 */
export function toRemediationActivity(effect: StoredEffect): Json {
  const capability = capabilities.get(effect.capability);
  const taken = capability?.d3fend ?? [];
  const activity = activityOf(effect, taken);
  const status = STATUS[effect.status];
  const begun = epoch(effect.intendedAt);
  const words = wordsOf(effect);
  return {
    class_uid: 7001,
    class_name: "Remediation Activity",
    category_uid: 7,
    category_name: "Remediation",
    type_uid: 700_100 + activity.id,
    type_name: `Remediation Activity: ${activity.id === 99 ? "Other" : activity.name}`,
    activity_id: activity.id,
    activity_name: activity.name,
    command_uid: effect.idempotencyKey,
    time: effect.settledAt === null ? begun : epoch(effect.settledAt),
    start_time: begun,
    ...(effect.settledAt === null ? {} : { end_time: epoch(effect.settledAt) }),
    message: words,
    severity_id: 1,
    severity: "Informational",
    status_id: status.id,
    status: status.name,
    status_code: effect.status,
    status_detail: reasonOf(effect),
    actor: { app_name: "Cordon", ...(effect.playbook === "" ? {} : { invoked_by: `playbook:${effect.playbook}` }) },
    authorizations: authorizationsOf(effect),
    ...(taken.length === 0 ? {} : { countermeasures: taken.map(countermeasureOf) }),
    remediation: { desc: words },
    ...(effect.entityKey === "none" ? {} : { observables: [observableOf(effect)] }),
    metadata: {
      version: "1.8.0",
      product: { name: "Cordon", vendor_name: "Cordon" },
      uid: effect.id,
      ...(effect.incidentId === null ? {} : { correlation_uid: effect.incidentId }),
    },
    unmapped: unmappedOf(effect),
  };
}

function activityOf({ effectClass }: StoredEffect, taken: readonly string[]): { id: number; name: string } {
  const tactic = taken[0] === undefined ? undefined : countermeasure(taken[0])?.tactic;
  return tactic === undefined ? BY_CLASS[effectClass] : { id: ACTIVITY[tactic], name: tactic };
}

/** In the words of approvals and handoffs; what is no capability any more by its id. */
function wordsOf({ capability: id, args, connection }: StoredEffect): string {
  const capability = capabilities.get(id);
  const input = capability?.input.safeParse(args);
  const said = input?.success === true ? capability!.say(input.data as never) : (capability?.title ?? id);
  return `${said} by ${connection}`;
}

/** Why it came to be as it is: the error, else the guard's word. */
function reasonOf({ error, guard }: StoredEffect): string {
  return typeof error?.message === "string" ? error.message : guard.reason;
}

function authorizationsOf({ guard: { decision, policies } }: StoredEffect): Json[] {
  if (policies.length === 0) return [{ decision }];
  return policies.map((name) => ({ decision, policy: { name } }));
}

function countermeasureOf(id: string): Json {
  const known = countermeasure(id);
  return {
    ...(known === undefined ? {} : { d3f_tactic: { name: known.tactic } }),
    d3f_technique: { uid: id, ...(known === undefined ? {} : { name: known.name }) },
  };
}

function observableOf({ entityType, entityKey }: StoredEffect): Json {
  const type = OBSERVABLE[entityType];
  return { name: entityType, value: entityKey, type_id: type.id, type: type.name };
}

function unmappedOf(effect: StoredEffect): Json {
  const { capability, effectClass, connection, entityType, entityKey, argsHash, runId, step, attempts, reverses } =
    effect;
  return {
    ...{ capability, effect_class: effectClass, connection, entity: { type: entityType, key: entityKey } },
    ...{ arguments: effect.args, arguments_hash: argsHash, guard_reason: effect.guard.reason, attempts },
    ...{ run: runId, step, reverses, read_back: effect.readBack },
  };
}

function epoch(time: string | Date): number {
  return new Date(time).getTime();
}
