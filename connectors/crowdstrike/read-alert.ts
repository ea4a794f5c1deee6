/** An alert of `/alerts/entities/alerts/v2`: https://falconpy.io/Service-Collections/Alerts.html */
import { entity, observables } from "../../src/connector/raw-entities.ts";
import { firstText, missing, numberAt, objectAt, objectsAt, type Raw, textAt } from "../../src/connector/raw-fields.ts";
import { requireTime, timeAt } from "../../src/connector/raw-time.ts";
import type { AlertDraftInput } from "../../src/model/alert.ts";
import { deviceEntity, fileObservables, userEntity } from "./falcon-entities.ts";
import { confidenceOf, dispositionFlags, dispositionOf, outcomeOf, severityOf, technique } from "./falcon-scales.ts";

/** @throws InputError when there is no id or no time. */
export function readAlert(alert: Raw): AlertDraftInput {
  const uid = firstText(alert, "composite_id", "id", "detection_id");
  if (uid === "") throw missing("$.composite_id", "the id of an alert (composite_id, id or detection_id)", undefined);
  const name = firstText(alert, "display_name", "name") || "CrowdStrike detection";
  const severity = numberAt(alert, "severity");
  const firstSeen = timeAt(alert, "start_time");
  const link = textAt(alert, "falcon_host_link");
  const status = textAt(alert, "status");
  return {
    uid,
    title: firstText(alert, "display_name", "name") || textAt(alert, "description") || name,
    description: textAt(alert, "description"),
    severity: severityOf(textAt(alert, "severity_name"), severity),
    severityRaw: textAt(alert, "severity_name") || String(severity ?? ""),
    ...confidenceOf(alert, "confidence"),
    time: requireTime(alert, ["timestamp", "context_timestamp", "created_timestamp", "updated_timestamp"]),
    ...(firstSeen === undefined ? {} : { firstSeen }),
    rule: { id: firstText(alert, "pattern_id", "scenario") || name, name },
    product: { name: "CrowdStrike Falcon", vendor: "CrowdStrike" },
    categories: [
      textAt(alert, "scenario"),
      textAt(alert, "objective"),
      textAt(alert, "tactic"),
      textAt(alert, "product"),
    ],
    techniques: [
      ...technique(alert, "technique_id", "technique", "tactic"),
      ...objectsAt(alert, "mitre_attack").flatMap((one) => technique(one, "technique_id", "technique", "tactic")),
    ],
    entities: alertEntities(alert),
    observables: [...fileObservables(alert), ...remoteObservables(alert)],
    controlOutcome: outcomeOf(dispositionFlags(alert), textAt(alert, "pattern_disposition_description")),
    disposition: dispositionOf(textAt(alert, "resolution"), ...tagsOf(alert)),
    resolved: status === "closed",
    ...(link === "" ? {} : { link }),
  };
}

/** An endpoint alert is about its device; an identity alert about the account it starts from. */
function alertEntities(alert: Raw) {
  const account = firstText(alert, "source_account_upn", "source_account_name");
  const user = firstText(alert, "user_principal", "user_name");
  const device = deviceEntity(objectAt(alert, "device"));
  const source = textAt(alert, "source_endpoint_host_name");
  return [
    ...userEntity(account, [textAt(alert, "source_account_name"), textAt(alert, "source_account_object_sid")]),
    ...device,
    ...(device.length > 0 ? [] : entity("affected", "device", source)),
    ...userEntity(user, [textAt(alert, "user_name"), textAt(alert, "user_id")]),
    ...remoteAddresses(alert).flatMap((ip) => entity("actor", "ip", ip)),
  ];
}

function remoteAddresses(alert: Raw): string[] {
  return objectsAt(alert, "network_accesses")
    .slice(0, 10)
    .map((access) => textAt(access, "remote_address"));
}

function remoteObservables(alert: Raw) {
  return observables("ip", ...remoteAddresses(alert), textAt(alert, "source_endpoint_address_ip4"));
}

/** Falcon's console marks closed alerts by tag too. */
function tagsOf(alert: Raw): string[] {
  return Array.isArray(alert.tags) ? alert.tags.filter((tag) => typeof tag === "string") : [];
}
