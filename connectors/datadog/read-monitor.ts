/** A monitor's notification by webhook, or a monitor as the API lists it. */
import { factsLine, filled, given } from "../../src/connector/draft-parts.ts";
import { entitiesOfLabels, observablesOfLabels, techniquesOfLabels } from "../../src/connector/labels.ts";
import { entity } from "../../src/connector/raw-entities.ts";
import { firstText, type Raw, requireText, textAt, textsAt } from "../../src/connector/raw-fields.ts";
import { requireTime } from "../../src/connector/raw-time.ts";
import type { AlertDraftInput } from "../../src/model/alert.ts";
import { severityOf } from "./severity.ts";
import { tagsAt } from "./tags.ts";

/** `null` for a monitor of the API that is well. @throws InputError naming the path of what is missing. */
export function readMonitor(message: Raw): AlertDraftInput | null {
  const state = textAt(message, "overall_state");
  if (["OK", "Ignored", "Skipped", "Unknown"].includes(state)) return null;
  const title = firstText(message, "title", "name") || requireText(message, "title");
  const transition = firstText(message, "alert_transition", "transition");
  const severity = firstText(message, "priority", "alert_priority", "severity", "alert_type", "overall_state");
  const time = requireTime(message, ["date", "last_updated", "overall_state_modified", "modified"]);
  const monitor = firstText(message, "monitor_id", "alert_id", "id") || title;
  const resolved = transition === "Recovered" || textAt(message, "alert_type") === "success";
  const kind = firstText(message, "event_type", "type");
  const labels = { ...tagsAt(message, "tags"), ...tagsAt(message, "scopes"), ...tagsAt(message, "alert_scope") };
  const scope = textsAt(message, "scopes").join(",") || textAt(message, "alert_scope");
  const named = entitiesOfLabels(labels);
  return {
    uid: [monitor, textAt(message, "id"), scope, time, resolved ? "resolved" : "firing"].join("|"),
    title,
    description: [
      firstText(message, "body", "message", "description"),
      factsLine({ query: firstText(message, "alert_query", "query"), transition, scope }),
    ].join("\n"),
    severity: severityOf(severity),
    severityRaw: severity,
    time,
    rule: { id: monitor, name: title },
    product: { name: "Datadog", vendor: "Datadog" },
    categories: filled(kind, textAt(message, "type"), textAt(labels, "env") || textAt(labels, "environment")),
    techniques: techniquesOfLabels(labels, {}),
    entities: named.length > 0 ? named : entity("affected", "service", textAt(labels, "team") || scope || title),
    observables: observablesOfLabels(labels),
    controlOutcome: "detected",
    resolved,
    ...given({ link: firstText(message, "link", "url") }),
  };
}
