/**
 * Datadog: security signals of the API v2 (https://docs.datadoghq.com/api/latest/security-monitoring/), and the webhook for monitors and signals
 * (https://docs.datadoghq.com/integrations/webhooks/) with the variables' names in lower case as keys.
 */
import type { Source } from "../../src/connector/connector.ts";
import { isRaw, type Raw, requireObject } from "../../src/connector/raw-fields.ts";
import { itemsOf, listIn } from "../../src/connector/unwrap.ts";
import type { AlertDraftInput } from "../../src/model/alert.ts";
import { readMonitor } from "./read-monitor.ts";
import { readSignal } from "./read-signal.ts";
import { readSignalWebhook } from "./read-signal-webhook.ts";

export const datadogSource: Source = {
  split: (document) =>
    itemsOf(document).flatMap((item) => {
      const list = listIn(item, "data");
      return list.some(isSignal) ? list : [item];
    }),

  recognizes: (raw) => isSignal(raw) || (isRaw(raw) && (isSignalWebhook(raw) || isMonitor(raw))),

  normalize(raw): AlertDraftInput | null {
    const message = requireObject(raw);
    if (isSignal(message)) return readSignal(message);
    return isSignalWebhook(message) ? readSignalWebhook(message) : readMonitor(message);
  },
};

function isSignal(raw: unknown): boolean {
  return isRaw(raw) && raw.type === "signal" && isRaw(raw.attributes) && "timestamp" in raw.attributes;
}

function isSignalWebhook(raw: Raw): boolean {
  return "security_signal_id" in raw && ("security_rule_name" in raw || "security_signal_severity" in raw);
}

/** The webhook's default body, or a monitor of the API. */
function isMonitor(raw: Raw): boolean {
  return ("last_updated" in raw && "event_type" in raw && isRaw(raw.org)) || ("overall_state" in raw && "query" in raw);
}
