/** Events of Graylog, as its HTTP notification sends them: https://go2docs.graylog.org/current/interacting_with_your_log_data/notifications.html */
import type { Source } from "../../src/connector/connector.ts";
import { factsLine, filled, given } from "../../src/connector/draft-parts.ts";
import { entitiesOfLabels, observablesOfLabels, techniquesOfLabels } from "../../src/connector/labels.ts";
import { entity } from "../../src/connector/raw-entities.ts";
import {
  isRaw,
  numberAt,
  objectAt,
  objectsAt,
  requireObject,
  requireText,
  textAt,
} from "../../src/connector/raw-fields.ts";
import { requireTime, timeAt } from "../../src/connector/raw-time.ts";
import { severityWords } from "../../src/connector/severity-scale.ts";
import type { AlertDraftInput } from "../../src/model/alert.ts";

export const graylogSource: Source = {
  recognizes: (raw) => isRaw(raw) && "event_definition_id" in raw && isRaw(raw.event),

  normalize(raw): AlertDraftInput | null {
    const message = requireObject(raw);
    const event = requireObject(message.event, "$.event");
    const priority = numberAt(event, "priority");
    const title = textAt(message, "event_definition_title") || requireText(event, "message", "$.event");
    const [first = {}] = objectsAt(message, "backlog");
    // Fields that the definition makes say more than those of the first message that led to it.
    const labels = {
      ...objectAt(first, "fields"),
      ...objectAt(event, "group_by_fields"),
      ...objectAt(event, "fields"),
    };
    const named = entitiesOfLabels({ host: textAt(first, "source"), ...labels });
    return {
      uid: requireText(event, "id", "$.event"),
      title,
      description: [
        textAt(message, "event_definition_description"),
        textAt(event, "message"),
        factsLine({ key: textAt(event, "key"), query: textAt(objectAt(event, "replay_info"), "query") }),
        textAt(first, "message"),
      ]
        .filter((part) => part !== "")
        .join("\n"),
      severity: priorityOf(String(priority ?? "")),
      severityRaw: priority === undefined ? "" : String(priority),
      time: requireTime(event, ["timestamp", "timestamp_processing"], "$.event"),
      ...given({ firstSeen: timeAt(event, "timerange_start"), lastSeen: timeAt(event, "timerange_end") }),
      rule: { id: requireText(message, "event_definition_id"), name: title },
      product: { name: "Graylog", vendor: "Graylog" },
      categories: filled(
        textAt(message, "event_definition_type"),
        textAt(event, "alert") === "true" ? "alert" : "event",
      ),
      techniques: techniquesOfLabels(labels, {}),
      entities: named.some(({ role }) => role === "affected")
        ? named
        : [...entity("affected", "service", textAt(event, "source") || title), ...named],
      observables: observablesOfLabels(labels),
      controlOutcome: "detected",
    };
  },
};

/** Low, normal, high, and critical since Graylog 6. */
export const priorityOf = severityWords({ 1: "low", 2: "medium", 3: "high", 4: "critical" }, "unknown");
