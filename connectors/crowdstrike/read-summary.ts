/** A detection summary of `/detects/entities/summaries/GET/v1`: https://falconpy.io/Service-Collections/Detects.html */
import { numberAt, objectAt, objectsAt, type Raw, requireText, textAt } from "../../src/connector/raw-fields.ts";
import { requireTime, timeAt } from "../../src/connector/raw-time.ts";
import type { AlertDraftInput } from "../../src/model/alert.ts";
import { deviceEntity, fileObservables, userEntity } from "./falcon-entities.ts";
import { confidenceOf, dispositionFlags, dispositionOf, outcomeOf, severityOf, technique } from "./falcon-scales.ts";

/** The gravest behavior names the alert; all of them give users, files and techniques. @throws InputError when there is no id or no time. */
export function readSummary(summary: Raw): AlertDraftInput {
  const behaviors = objectsAt(summary, "behaviors").slice(0, 50);
  const gravest = behaviors.reduce<Raw>(
    (worst, one) => ((numberAt(one, "severity") ?? 0) > (numberAt(worst, "severity") ?? -1) ? one : worst),
    {},
  );
  const severity = numberAt(summary, "max_severity");
  const name = textAt(gravest, "display_name") || textAt(gravest, "scenario") || "CrowdStrike detection";
  const firstSeen = timeAt(summary, "first_behavior");
  const status = textAt(summary, "status");
  return {
    uid: requireText(summary, "detection_id"),
    title: name,
    description: textAt(gravest, "description"),
    severity: severityOf(textAt(summary, "max_severity_displayname"), severity),
    severityRaw: textAt(summary, "max_severity_displayname") || String(severity ?? ""),
    ...confidenceOf(summary, "max_confidence"),
    time: requireTime(summary, ["last_behavior", "first_behavior", "created_timestamp"]),
    ...(firstSeen === undefined ? {} : { firstSeen }),
    rule: { id: textAt(gravest, "behavior_id") || name, name },
    product: { name: "CrowdStrike Falcon", vendor: "CrowdStrike" },
    categories: behaviors.flatMap((one) => [textAt(one, "scenario"), textAt(one, "objective"), textAt(one, "tactic")]),
    techniques: [gravest, ...behaviors].flatMap((one) => technique(one, "technique_id", "technique", "tactic")),
    entities: [
      ...deviceEntity(objectAt(summary, "device")),
      ...behaviors.flatMap((one) => userEntity(textAt(one, "user_name"), [textAt(one, "user_id")])),
    ],
    observables: behaviors.flatMap(fileObservables),
    controlOutcome: outcomeOf(dispositionFlags(gravest), ""),
    disposition: dispositionOf(status),
    resolved: ["closed", "true_positive", "false_positive", "ignored"].includes(status),
  };
}
