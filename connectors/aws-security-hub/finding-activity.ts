/** Who did what, from `Action`, `Network`, `Malware`, `Process`, `ThreatIntelIndicators` and `Vulnerabilities` of ASFF. */
import { type DraftEntity, type DraftObservable, entity, observables } from "../../src/connector/raw-entities.ts";
import { objectAt, objectsAt, type Raw, textAt } from "../../src/connector/raw-fields.ts";
import type { ControlOutcome } from "../../src/model/alert.ts";
import type { ObservableType } from "../../src/model/observable.ts";

interface Activity {
  actors: DraftEntity[];
  observables: DraftObservable[];
  outcome: ControlOutcome;
}

const ACTIONS = ["NetworkConnectionAction", "AwsApiCallAction", "DnsRequestAction", "PortProbeAction"];

/** https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_ThreatIntelIndicator.html */
const INDICATORS: ReadonlyMap<string, ObservableType> = new Map([
  ["DOMAIN", "domain"],
  ["EMAIL_ADDRESS", "email"],
  ["HASH_MD5", "hash"],
  ["HASH_SHA1", "hash"],
  ["HASH_SHA256", "hash"],
  ["HASH_SHA512", "hash"],
  ["IPV4_ADDRESS", "ip"],
  ["IPV6_ADDRESS", "ip"],
  ["PROCESS", "process"],
  ["URL", "url"],
]);

export function readActivity(finding: Raw): Activity {
  const action = objectAt(finding, "Action");
  const actions = ACTIONS.filter((name) => Object.hasOwn(action, name)).map((name) => objectAt(action, name));
  const details = [...actions, ...actions.flatMap((one) => objectsAt(one, "PortProbeDetails"))];
  const ips = [
    ...details.map((detail) => textAt(objectAt(detail, "RemoteIpDetails"), "IpAddressV4")),
    ...remoteSide(objectAt(finding, "Network")),
  ];
  const domains = details.map((detail) => textAt(detail, "Domain"));
  return {
    actors: [
      ...ips.flatMap((ip) => entity("actor", "ip", ip)),
      ...domains.flatMap((domain) => entity("actor", "domain", domain)),
    ],
    observables: [
      ...observables("ip", ...ips),
      ...observables("domain", ...domains),
      ...indicators(finding),
      ...objectsAt(finding, "Malware").flatMap((malware) => observables("file", textAt(malware, "Path"))),
      ...observables("process", textAt(objectAt(finding, "Process"), "Path")),
      ...objectsAt(finding, "Vulnerabilities").flatMap((one) => observables("other", textAt(one, "Id"))),
    ],
    outcome: outcomeOf(details),
  };
}

/** Inbound traffic comes from the actor; outbound goes to it. */
function remoteSide(network: Raw): string[] {
  const side = textAt(network, "Direction") === "OUT" ? "Destination" : "Source";
  return [textAt(network, `${side}IpV4`), textAt(network, `${side}IpV6`)].filter((ip) => ip !== "");
}

function indicators(finding: Raw): DraftObservable[] {
  return objectsAt(finding, "ThreatIntelIndicators").flatMap((indicator) =>
    observables(INDICATORS.get(textAt(indicator, "Type")) ?? "other", textAt(indicator, "Value")),
  );
}

function outcomeOf(details: readonly Raw[]): ControlOutcome {
  const blocked = details.map((detail) => detail.Blocked).filter((value) => typeof value === "boolean");
  if (blocked.length === 0) return "unknown";
  return blocked.every((value) => value) ? "blocked" : "allowed";
}
