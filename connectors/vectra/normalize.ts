/** Vectra detections and entity scores, of its API version 3 and its syslog in JSON: https://support.vectra.ai/s/article/KB-VS-1048 */
import type { Source } from "../../src/connector/connector.ts";
import { filled, given, techniquesIn } from "../../src/connector/draft-parts.ts";
import { entity, observables } from "../../src/connector/raw-entities.ts";
import {
  firstText,
  isRaw,
  numberAt,
  objectAt,
  objectsAt,
  type Raw,
  requireObject,
  textAt,
  textsAt,
} from "../../src/connector/raw-fields.ts";
import { requireTime } from "../../src/connector/raw-time.ts";
import { severitySteps } from "../../src/connector/severity-scale.ts";
import { itemsOf, listIn } from "../../src/connector/unwrap.ts";
import type { AlertDraftInput } from "../../src/model/alert.ts";

export const vectraSource: Source = {
  split: (document) => itemsOf(document).flatMap((item) => listIn(item, "results")),

  recognizes: (raw) =>
    isRaw(raw) &&
    (("threat" in raw && "certainty" in raw && ("d_type" in raw || "detection_type" in raw || "d_type_vname" in raw)) ||
      ("urgency_score" in raw && "entity_id" in raw)),

  normalize(raw): AlertDraftInput {
    const message = requireObject(raw);
    return "urgency_score" in message && !("threat" in message) ? readEntity(message) : readDetection(message);
  },
};

function readDetection(detection: Raw): AlertDraftInput {
  const [threat, certainty] = [numberAt(detection, "threat"), numberAt(detection, "certainty")];
  const type = firstText(detection, "d_type_vname", "detection_type", "d_type", "detection");
  const host = { ...objectAt(detection, "src_host"), ...detection };
  const account = objectAt(detection, "src_account");
  const remote = [
    ...textsAt(detection, "dst_ips"),
    firstText(detection, "dest_ip", "dd_dst_ip"),
    ...objectsAt(detection, "grouped_details").flatMap((one) => textsAt(one, "dst_ips")),
  ]
    .filter((one) => one !== "")
    .slice(0, 10);
  const from = firstText(host, "src_ip", "host_ip", "ip");
  const name = firstText(host, "host_name", "name", "entity_name");
  return {
    uid: firstText(detection, "id", "detection_id"),
    title: type,
    description: textAt(detection, "summary"),
    severity: severityOf(threat),
    severityRaw: threat === undefined ? "" : `threat ${threat}`,
    ...(certainty === undefined || certainty < 0 || certainty > 100 ? {} : { confidence: certainty }),
    time: requireTime(detection, ["last_timestamp", "vectra_timestamp", "first_timestamp", "timestamp"]),
    rule: { id: firstText(detection, "d_type", "detection_type") || type, name: type },
    product: { name: "Vectra", vendor: "Vectra AI" },
    categories: filled(
      firstText(detection, "category", "detection_category"),
      textAt(detection, "data_source"),
      ...textsAt(detection, "tags").slice(0, 5),
    ),
    techniques: techniquesIn(textsAt(detection, "mitre").join(" ")),
    entities: [
      ...(name === ""
        ? entity("affected", "ip", from)
        : entity("affected", "device", name, { aliases: [from, textAt(host, "host_id")] })),
      ...entity("affected", "user", firstText(account, "name") || firstText(detection, "account_name", "account_uid")),
      ...remote.slice(0, 3).flatMap((address) => entity("actor", "ip", address)),
    ],
    observables: [
      ...observables("ip", from, ...remote),
      ...observables("domain", ...textsAt(detection, "dst_dns")),
      ...observables("port", ...textsAt(detection, "dst_ports").slice(0, 5)),
    ],
    disposition: detection.is_triaged === true ? "benign" : "unknown",
    resolved: textAt(detection, "state") === "inactive" || textAt(detection, "state") === "fixed",
    ...given({ link: firstText(detection, "detection_url", "url", "href") }),
  };
}

/** Threat and urgency count to 100; the console draws its lines at these. */
export const severityOf = severitySteps([
  [90, "critical"],
  [60, "high"],
  [30, "medium"],
  [0, "low"],
]);

function readEntity(message: Raw): AlertDraftInput {
  const [name, type] = [firstText(message, "name", "entity_name"), firstText(message, "type", "entity_type")];
  const score = numberAt(message, "urgency_score");
  const time = requireTime(message, ["last_modified_timestamp", "last_detection_timestamp", "event_timestamp"]);
  return {
    uid: `entity ${textAt(message, "entity_id")} ${time}`,
    title: `${type || "Entity"} ${name} needs attention`,
    severity: severityOf(score),
    severityRaw: score === undefined ? "" : `urgency ${score}`,
    time,
    rule: { id: "entity scoring", name: "Entity scoring" },
    product: { name: "Vectra", vendor: "Vectra AI" },
    categories: filled("entity scoring", type),
    entities: entity("affected", /account|user/i.test(type) ? "user" : "device", name, {
      aliases: [firstText(message, "ip")],
    }),
    observables: observables("ip", firstText(message, "ip")),
    ...given({ link: firstText(message, "url") }),
  };
}
