/**
 * CrowdStrike Falcon detections in four shapes: alerts of the Alerts API v2, detection summaries of the older Detects API, detection events of the
 * Streaming API, and the same events in Falcon Data Replicator. Everything else these streams carry is telemetry and no alert.
 */
import type { Source } from "../../src/connector/connector.ts";
import { isRaw, type Raw, requireObject, textAt } from "../../src/connector/raw-fields.ts";
import { itemsOf, listIn } from "../../src/connector/unwrap.ts";
import type { AlertDraftInput } from "../../src/model/alert.ts";
import { readAlert } from "./read-alert.ts";
import { readStreamEvent } from "./read-stream-event.ts";
import { readSummary } from "./read-summary.ts";

const DETECTION_EVENT = /^(?:Event_)?(?:Epp|Idp|Mobile|Xdr)?DetectionSummaryEvent$/;

export const crowdstrikeSource: Source = {
  split: (document) => itemsOf(document).flatMap((item) => listIn(item, "resources")),

  recognizes: (raw) =>
    isRaw(raw) &&
    ((typeof raw.cid === "string" && ("composite_id" in raw || Array.isArray(raw.behaviors) || "agent_id" in raw)) ||
      (isRaw(raw.metadata) && "customerIDString" in raw.metadata && isRaw(raw.event)) ||
      (typeof raw.aid === "string" && ("event_simpleName" in raw || "fdr_event_type" in raw || "cid" in raw)) ||
      "ExternalApiType" in raw),

  normalize(raw): AlertDraftInput | null {
    const message = requireObject(raw);
    if (isRaw(message.metadata) && isRaw(message.event)) {
      const kind = textAt(message.metadata, "eventType");
      return DETECTION_EVENT.test(kind) ? readStreamEvent(message.event, message.metadata) : null;
    }
    const replicated = replicatedKind(message);
    if (replicated !== undefined) {
      return DETECTION_EVENT.test(replicated) ? readStreamEvent(message, message) : null;
    }
    return Array.isArray(message.behaviors) ? readSummary(message) : readAlert(message);
  },
};

/** FDR names its events in `event_simpleName`, those of the streaming API in `ExternalApiType`. Sensor telemetry has `aid`, and no device. */
function replicatedKind(message: Raw): string | undefined {
  const name = textAt(message, "ExternalApiType") || textAt(message, "event_simpleName");
  if (name !== "" || textAt(message, "fdr_event_type") !== "") return name;
  return textAt(message, "aid") !== "" && !isRaw(message.device) ? "telemetry" : undefined;
}
