/** A detection event of the Streaming API, also as Falcon Data Replicator writes it: flat, in capitals. */
import { entity, observables } from "../../src/connector/raw-entities.ts";
import { firstText, missing, numberAt, objectsAt, type Raw, textAt } from "../../src/connector/raw-fields.ts";
import { requireTime, timeAt } from "../../src/connector/raw-time.ts";
import type { AlertDraftInput } from "../../src/model/alert.ts";
import { fileObservables, userEntity } from "./falcon-entities.ts";
import { confidenceOf, dispositionFlags, outcomeOf, severityOf, technique } from "./falcon-scales.ts";

const TIMES = ["ContextTimeStamp", "ProcessStartTime", "StartTime", "timestamp"];

/** @throws InputError when there is no id or no time. */
export function readStreamEvent(event: Raw, metadata: Raw): AlertDraftInput {
  const uid = firstText(event, "CompositeId", "DetectId", "DetectionId");
  if (uid === "")
    throw missing("$.event.DetectId", "the id of a detection (CompositeId, DetectId or DetectionId)", undefined);
  const name = firstText(event, "DetectName", "Name") || "CrowdStrike detection";
  const severity = numberAt(event, "Severity");
  const link = textAt(event, "FalconHostLink");
  return {
    uid,
    title: name,
    description: firstText(event, "DetectDescription", "Description"),
    severity: severityOf(textAt(event, "SeverityName"), severity),
    severityRaw: textAt(event, "SeverityName") || String(severity ?? ""),
    ...confidenceOf(event, "Confidence"),
    time: timeAt(metadata, "eventCreationTime") ?? requireTime(event, TIMES, "$.event"),
    rule: { id: firstText(event, "PatternId", "DetectName", "Name") || name, name },
    product: { name: "CrowdStrike Falcon", vendor: "CrowdStrike" },
    categories: [textAt(event, "Tactic"), textAt(event, "Technique"), textAt(event, "Objective")],
    techniques: objectsAt(event, "MitreAttack").flatMap((one) => technique(one, "TechniqueID", "Technique", "Tactic")),
    entities: eventEntities(event),
    observables: [...fileObservables(event), ...observables("ip", ...remotes(event))],
    controlOutcome: outcomeOf(dispositionFlags(event), textAt(event, "PatternDispositionDescription")),
    ...(link === "" ? {} : { link }),
  };
}

function eventEntities(event: Raw) {
  const host = firstText(event, "ComputerName", "Hostname", "EndpointName", "SourceEndpointHostName");
  const sensor = firstText(event, "SensorId", "AgentId", "AgentIdString");
  const user = firstText(event, "UserPrincipal", "SourceAccountUpn", "UserName", "SourceAccountName");
  return [
    ...entity("affected", "device", host || sensor, { aliases: [sensor, firstText(event, "LocalIP", "LocalIPv4")] }),
    ...userEntity(user, [textAt(event, "UserName"), textAt(event, "UserId")]),
    ...remotes(event).flatMap((ip) => entity("actor", "ip", ip)),
  ];
}

function remotes(event: Raw): string[] {
  return objectsAt(event, "NetworkAccesses")
    .slice(0, 10)
    .map((access) => textAt(access, "RemoteAddress"));
}
