/** One effect as Cedar sees it: only the attributes that the policies in force can read, so that like requests look alike. */
import { isIP } from "node:net";
import type { CedarValueJson } from "@cedar-policy/cedar-wasm/nodejs";
import { isInternalAddress, isInternalDomain, isInternalUrl } from "./internal-target.ts";
import { localTime } from "./local-time.ts";
import type { Variable } from "./policy-expressions.ts";
import type { OwnPlace, PolicySet } from "./policy-record.ts";
import type { GuardRequest } from "./request.ts";

export type RequestAttributes = Record<Variable, Record<string, CedarValueJson>>;

/** The attributes read, by where they are. An address that is none has no `address`, and counts as internal. */
export function requestAttributes(request: GuardRequest, policySet: PolicySet): RequestAttributes {
  const { principal, resource, context } = policySet.reads.attributes;
  return {
    principal: pick(principal, { name: () => request.playbook.name, maturity: () => request.playbook.maturity }),
    resource: pick(resource, resourceAttributes(request, policySet.own)),
    context: pick(context, contextAttributes(request, policySet.own)),
  };
}

type Readers = Readonly<Record<string, () => CedarValueJson | undefined>>;

function resourceAttributes({ entity }: GuardRequest, own: OwnPlace): Readers {
  return {
    type: () => entity.type,
    key: () => entity.key,
    criticality: () => entity.criticality,
    privileged: () => entity.privileged,
    serviceAccount: () => entity.serviceAccount,
    protected: () => entity.protected,
    owner: () => entity.owner,
    department: () => entity.department,
    tags: () => entity.tags,
    internal: () => isInternal(entity, own),
    address: () => (isIP(entity.key) === 0 ? undefined : { __extn: { fn: "ip", arg: entity.key } }),
  };
}

function contextAttributes(request: GuardRequest, own: OwnPlace): Readers {
  const { capability, effectClass, incident, at, decisions = [], autonomy = "act" } = request;
  return {
    capability: () => capability,
    effectClass: () => effectClass,
    incidentType: () => incident.type,
    incidentClass: () => incident.type.split("/")[0] ?? "",
    severity: () => incident.severity,
    severityId: () => incident.severityId,
    priority: () => incident.priority,
    confidence: () => Math.round(incident.confidence),
    hour: () => localTime(at, own.timeZone).hour,
    weekday: () => localTime(at, own.timeZone).weekday,
    decisions: () => [...decisions].sort(),
    autonomy: () => autonomy,
  };
}

function isInternal(entity: GuardRequest["entity"], own: OwnPlace): boolean {
  if (entity.type === "ip") return isInternalAddress(entity.key, own.networks);
  if (entity.type === "domain") return isInternalDomain(entity.key, own.domains);
  if (entity.type === "mailbox")
    return isInternalDomain(entity.key.slice(entity.key.lastIndexOf("@") + 1), own.domains);
  return entity.type === "url" && isInternalUrl(entity.key, own);
}

function pick(names: readonly string[], readers: Readers): Record<string, CedarValueJson> {
  const picked: Record<string, CedarValueJson> = {};
  for (const name of names) {
    const value = readers[name]?.();
    if (value !== undefined) picked[name] = value;
  }
  return picked;
}
