/**
 * Proofpoint: Targeted Attack Protection's SIEM API (https://help.proofpoint.com/Threat_Insight_Dashboard/API_Documentation/SIEM_API) and incidents of
 * Threat Response (https://ptr-docs.proofpoint.com/extensibility-guides/ptr-api/).
 */
import type { Source } from "../../src/connector/connector.ts";
import { isRaw, objectAt, objectsAt, type Raw, requireObject, textAt } from "../../src/connector/raw-fields.ts";
import { itemsOf } from "../../src/connector/unwrap.ts";
import type { AlertDraftInput } from "../../src/model/alert.ts";
import { readClick } from "./read-click.ts";
import { isIncident, readIncident } from "./read-incident.ts";
import { readMessage } from "./read-message.ts";

const LISTS = ["messagesDelivered", "messagesBlocked", "clicksPermitted", "clicksBlocked"] as const;

export const proofpointSource: Source = {
  /** Which list an event stands in is all that says what became of it: it is kept beside the event. */
  split: (document) =>
    itemsOf(document).flatMap((item) => {
      if (!isRaw(item) || !isAnswer(item)) return [item];
      const events = LISTS.flatMap((list) => objectsAt(item, list).map((event) => ({ list, event })));
      return events.length === 0 ? [item] : events;
    }),

  recognizes: (raw) => isRaw(raw) && (isAnswer(raw) || isIncident(raw) || kindOf(eventOf(raw)) !== undefined),

  normalize(raw): AlertDraftInput | null {
    const message = requireObject(raw);
    if (isAnswer(message)) return null;
    if (isIncident(message)) return readIncident(message);
    const event = eventOf(message);
    const wasStopped = /blocked$/i.test(textAt(message, "list") || textAt(event, "type") || textAt(event, "eventType"));
    return kindOf(event) === "click" ? readClick(event, wasStopped) : readMessage(event, wasStopped);
  },
};

function isAnswer(raw: Raw): boolean {
  return "queryEndTime" in raw && LISTS.some((list) => list in raw);
}

function eventOf(raw: Raw): Raw {
  return "list" in raw ? objectAt(raw, "event") : raw;
}

function kindOf(event: Raw): "message" | "click" | undefined {
  if ("clickTime" in event && "threatID" in event) return "click";
  return "threatsInfoMap" in event && "GUID" in event ? "message" : undefined;
}
