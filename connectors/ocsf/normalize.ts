/**
 * Documents that already are OCSF, versions 1.0 to 1.8 (https://schema.ocsf.io/1.8.0/): every class of the findings category, and events of other
 * classes that say themselves that they are an alert, that a control stepped in, or that they are grave.
 */
import type { Source } from "../../src/connector/connector.ts";
import { filled, given } from "../../src/connector/draft-parts.ts";
import {
  firstText,
  flagAt,
  isRaw,
  numberAt,
  objectAt,
  objectsAt,
  type Raw,
  requireObject,
  textAt,
  textsAt,
} from "../../src/connector/raw-fields.ts";
import { isoTime, requireTime, timeAt } from "../../src/connector/raw-time.ts";
import { itemsOf } from "../../src/connector/unwrap.ts";
import { hashOf } from "../../src/ids.ts";
import type { AlertDraftInput } from "../../src/model/alert.ts";
import { entitiesOf } from "./entities.ts";
import { observablesOf } from "./observables.ts";
import { confidenceOf, controlOutcomeOf, dispositionOf, isBlocking, isResolved, severityOf } from "./scales.ts";
import { techniquesOf } from "./techniques.ts";

export const ocsfSource: Source = {
  /** Also findings that an event bus carries as `detail.findings`. */
  split: (document) =>
    itemsOf(document).flatMap((item) => {
      const carried = isRaw(item) ? objectsAt(objectAt(item, "detail"), "findings") : [];
      return carried.length > 0 && carried.every(isOcsf) ? [...carried] : [item];
    }),

  recognizes: isOcsf,

  normalize(raw): AlertDraftInput | null {
    const event = requireObject(raw);
    return isAlert(event) ? read(event) : null;
  },
};

function isOcsf(raw: unknown): boolean {
  return isRaw(raw) && numberAt(raw, "class_uid") !== undefined && isRaw(raw.metadata) && "version" in raw.metadata;
}

/** Class 2xxx is the category Findings: https://schema.ocsf.io/1.8.0/categories/findings */
function isAlert(event: Raw): boolean {
  const findings = Math.floor((numberAt(event, "class_uid") ?? 0) / 1000) === 2;
  return findings || flagAt(event, "is_alert") || isBlocking(event) || (numberAt(event, "severity_id") ?? 0) >= 4;
}

function read(event: Raw): AlertDraftInput {
  const info = infoOf(event);
  const time = timeAt(event, "time_dt") ?? requireTime(event, ["time"]);
  const resolved = isResolved(event);
  const uid =
    textAt(info, "uid") || firstText(objectAt(event, "metadata"), "uid", "original_event_uid") || hashOf(event);
  const rule = ruleOf(event, info);
  const product = productOf(event, info);
  const title =
    textAt(info, "title") || firstText(event, "message", "type_name", "class_name") || rule.name || "OCSF event";
  return {
    uid: resolved ? `${uid}#resolved` : uid,
    title,
    description: firstText(info, "desc") || firstText(event, "desc", "status_detail", "message"),
    severity: severityOf(event),
    severityRaw: textAt(objectAt(event, "unmapped"), "severity") || firstText(event, "severity", "severity_id"),
    ...confidenceOf(event),
    time,
    ...given({
      firstSeen: timeAt(info, "first_seen_time") ?? timeAt(event, "start_time") ?? isoTime(info.first_seen_time_dt),
      lastSeen: timeAt(info, "last_seen_time") ?? timeAt(event, "end_time") ?? isoTime(info.last_seen_time_dt),
      link: firstText(info, "src_url") || textAt(event, "src_url"),
    }),
    rule: rule.id === "" && rule.name === "" ? { id: title, name: title } : rule,
    product,
    categories: filled(
      ...textsAt(info, "types").slice(0, 15),
      textAt(event, "class_name") || `class ${textAt(event, "class_uid")}`,
      firstText(event, "activity_name", "type_name"),
    ),
    techniques: techniquesOf(event, info),
    entities: entitiesOf(event),
    observables: observablesOf(event),
    controlOutcome: controlOutcomeOf(event),
    disposition: dispositionOf(event),
    resolved,
  };
}

/** `finding_info` since 1.1, `finding` before; an incident lists those it is made of. */
function infoOf(event: Raw): Raw {
  if (isRaw(event.finding_info)) return event.finding_info;
  if (isRaw(event.finding)) return event.finding;
  const [first] = objectsAt(event, "finding_info_list");
  const own = textAt(objectAt(event, "metadata"), "uid");
  return first === undefined || own === "" ? (first ?? {}) : { ...first, uid: own };
}

/** Of what found it, of the weakness, of the control, or of the policy: whichever the class has. */
function ruleOf(event: Raw, info: Raw): { id: string; name: string } {
  const [weakness = {}] = objectsAt(event, "vulnerabilities");
  const places = [
    objectAt(info, "analytic"),
    objectAt(event, "analytic"),
    objectAt(weakness, "cve"),
    objectAt(event, "firewall_rule"),
    objectAt(event, "policy"),
  ];
  const place = places.find((one) => firstText(one, "uid", "name") !== "") ?? {};
  const control = textAt(objectAt(event, "compliance"), "control");
  const id = firstText(place, "uid", "name") || control;
  return { id, name: firstText(place, "name", "title", "uid") || control };
}

function productOf(event: Raw, info: Raw): { name: string; vendor: string } {
  const product = objectAt(objectAt(event, "metadata"), "product");
  const finding = objectAt(info, "product");
  return {
    name: firstText(finding, "name", "uid") || firstText(product, "name", "uid") || "OCSF",
    vendor: textAt(finding, "vendor_name") || textAt(product, "vendor_name") || "unknown",
  };
}
