/** Panther alerts of its custom webhook (https://docs.panther.com/alerts/destinations/custom_webhook) and of its GraphQL API (`alerts.edges[].node`). */
import type { Source } from "../../src/connector/connector.ts";
import { filled, given, techniquesIn } from "../../src/connector/draft-parts.ts";
import { inferDraft } from "../../src/connector/infer/infer-draft.ts";
import {
  firstText,
  isRaw,
  objectAt,
  type Raw,
  requireObject,
  requireText,
  textAt,
  textsAt,
} from "../../src/connector/raw-fields.ts";
import { requireTime } from "../../src/connector/raw-time.ts";
import { severityWords } from "../../src/connector/severity-scale.ts";
import { itemsOf, listIn } from "../../src/connector/unwrap.ts";
import type { AlertDraftInput } from "../../src/model/alert.ts";

export const pantherSource: Source = {
  split: (document) =>
    itemsOf(document).flatMap((item) => {
      const alerts = isRaw(item) && isRaw(item.data) ? objectAt(item.data, "alerts") : {};
      return "edges" in alerts ? listIn(alerts, "edges").map((edge) => (isRaw(edge) ? edge.node : edge)) : [item];
    }),

  recognizes: (raw) =>
    isRaw(raw) &&
    (("alertId" in raw && "alertContext" in raw && "severity" in raw) ||
      ("runbook" in raw && "severity" in raw && isRaw(raw.origin) && "createdAt" in raw)),

  normalize(raw, _settings, context): AlertDraftInput {
    const alert = requireObject(raw);
    const origin = objectAt(alert, "origin");
    const rule =
      firstText(alert, "id", "ruleId") && "alertId" in alert ? firstText(alert, "id", "ruleId") : textAt(origin, "id");
    const severity = textAt(alert, "severity");
    const title = firstText(alert, "title", "name") || rule;
    // What the rule put beside the alert are fields of the log that it matched: its author chose their names.
    const found = inferDraft(contextOf(alert), context?.receivedAt ?? new Date(0));
    return {
      uid: "alertId" in alert ? requireText(alert, "alertId") : requireText(alert, "id"),
      title,
      description: firstText(alert, "description", "runbook"),
      severity: severityOf(severity),
      severityRaw: severity,
      time: requireTime(alert, ["createdAt", "firstEventOccurredAt"]),
      rule: { id: rule || title, name: textAt(origin, "name") || title },
      product: { name: "Panther", vendor: "Panther" },
      categories: filled(
        textAt(alert, "type"),
        ...textsAt(alert, "tags").slice(0, 10),
        ...textsAt(alert, "logTypes").slice(0, 5),
      ),
      techniques: techniquesIn(reportsOf(alert), textsAt(alert, "tags").join(" ")),
      entities: found.entities ?? [],
      observables: found.observables ?? [],
      resolved: textAt(alert, "status") === "RESOLVED" || textAt(alert, "status") === "CLOSED",
      ...given({ link: textAt(alert, "link") }),
    };
  },
};

/** https://docs.panther.com/detections/rules#alert-severity */
export const severityOf = severityWords(
  { info: "informational", low: "low", medium: "medium", high: "high", critical: "critical" },
  "unknown",
);

/** `reports` has lists under the name of a framework: `MITRE ATT&CK: [TA0001:T1078]`. */
function reportsOf(alert: Raw): string {
  return Object.values({ ...objectAt(alert, "reports"), ...objectAt(alert, "attributes") })
    .flat()
    .filter((one) => typeof one === "string")
    .slice(0, 20)
    .join(" ");
}

function contextOf(alert: Raw): Raw {
  return isRaw(alert.alertContext) ? alert.alertContext : {};
}
