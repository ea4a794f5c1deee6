/** Who did it: the remote side of `service.action`, https://docs.aws.amazon.com/guardduty/latest/APIReference/API_Action.html */
import { type DraftEntity, type DraftObservable, entity, observables } from "../../src/connector/raw-entities.ts";
import { objectAt, objectsAt, type Raw, textAt, textsAt } from "../../src/connector/raw-fields.ts";
import type { ControlOutcome } from "../../src/model/alert.ts";

interface ActionRead {
  actors: DraftEntity[];
  observables: DraftObservable[];
  outcome: ControlOutcome;
}

const KINDS = [
  "networkConnectionAction",
  "awsApiCallAction",
  "dnsRequestAction",
  "kubernetesApiCallAction",
  "rdsLoginAttemptAction",
  "portProbeAction",
];

/** Remote addresses and domains as actors, ports and local addresses as observables, and whether the network let it through. */
export function readAction(action: Raw): ActionRead {
  const details = KINDS.filter((kind) => Object.hasOwn(action, kind)).map((kind) => objectAt(action, kind));
  const probes = details.flatMap((detail) => objectsAt(detail, "portProbeDetails"));
  const all = [...details, ...probes];
  const ips = all.flatMap(remoteAddresses);
  const domains = all.flatMap((detail) => [
    textAt(detail, "domain"),
    ...remoteDomain(objectAt(detail, "domainDetails")),
  ]);
  const ports = all.map((detail) => textAt(objectAt(detail, "localPortDetails"), "port"));
  const agents = all.map((detail) => textAt(detail, "userAgent"));
  const locals = all.map((detail) => textAt(objectAt(detail, "localIpDetails"), "ipAddressV4"));
  return {
    actors: [
      ...ips.flatMap((ip) => entity("actor", "ip", ip)),
      ...domains.flatMap((name) => entity("actor", "domain", name)),
    ],
    observables: [
      ...observables("ip", ...ips, ...locals),
      ...observables("domain", ...domains),
      ...observables("port", ...ports),
      ...observables("user-agent", ...agents),
    ],
    outcome: outcomeOf([...details, ...probes]),
  };
}

function remoteAddresses(detail: Raw): string[] {
  const remote = objectAt(detail, "remoteIpDetails");
  return [textAt(remote, "ipAddressV4"), textAt(remote, "ipAddressV6"), ...textsAt(detail, "sourceIps")].filter(
    (ip) => ip !== "",
  );
}

/** `domainDetails` of an API call names the AWS service that called on somebody's behalf: no attacker. */
function remoteDomain(details: Raw): string[] {
  const domain = textAt(details, "domain");
  return domain === "" || /(^|\.)amazonaws\.com(\.cn)?$/.test(domain) ? [] : [domain];
}

/** GuardDuty never acts itself; `blocked` says what the network did. */
function outcomeOf(details: readonly Raw[]): ControlOutcome {
  const blocked = details.map((detail) => detail.blocked).filter((value) => typeof value === "boolean");
  if (blocked.length === 0) return "detected";
  return blocked.every((value) => value) ? "blocked" : "allowed";
}
