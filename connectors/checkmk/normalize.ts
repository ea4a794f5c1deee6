/** Notifications of Checkmk (https://docs.checkmk.com/latest/en/notifications.html), its context variables as a script that posts them writes them, in lower case. */
import type { Source } from "../../src/connector/connector.ts";
import { filled, given } from "../../src/connector/draft-parts.ts";
import { entity, observables } from "../../src/connector/raw-entities.ts";
import { firstText, isRaw, requireObject, requireText, textAt } from "../../src/connector/raw-fields.ts";
import { requireTime } from "../../src/connector/raw-time.ts";
import { severityWords } from "../../src/connector/severity-scale.ts";
import type { AlertDraftInput } from "../../src/model/alert.ts";

export const checkmkSource: Source = {
  recognizes: (raw) =>
    isRaw(raw) && "notification_type" in raw && "what" in raw && "host" in raw && "check_command" in raw,

  normalize(raw): AlertDraftInput | null {
    const message = requireObject(raw);
    const kind = textAt(message, "notification_type").toUpperCase();
    // A person's acknowledgment, a downtime or flapping is no alert of its own.
    if (/^(?:ACKNOWLEDGE|DOWNTIME|FLAPPING|CUSTOM)/.test(kind)) return null;
    const host = requireText(message, "host");
    const service = firstText(message, "service", "service_name");
    const state = firstText(message, "status", "state", "severity");
    const time = requireTime(message, ["micro_time", "short_date_time", "date"]);
    const rule = textAt(message, "check_command") || service || "host";
    return {
      uid: [textAt(message, "id"), textAt(message, "site"), host, service, state, time].join("|"),
      title: textAt(message, "summary") || `${host} ${service} is ${state}`,
      description: [textAt(message, "output"), textAt(message, "long_output")].filter((part) => part !== "").join("\n"),
      severity: severityOf(state),
      severityRaw: state,
      time,
      rule: { id: rule, name: service || rule },
      product: { name: "Checkmk", vendor: "Checkmk" },
      categories: filled(textAt(message, "what"), kind),
      entities: entity("affected", "device", host, {
        aliases: filled(textAt(message, "alias"), textAt(message, "address")),
      }),
      observables: observables("ip", textAt(message, "address")),
      controlOutcome: "detected",
      resolved: kind === "RECOVERY",
      ...given({ link: /^https:\/\//.test(textAt(message, "url")) ? textAt(message, "url") : "" }),
    };
  },
};

/** States of services and hosts: https://docs.checkmk.com/latest/en/monitoring_basics.html */
export const severityOf = severityWords(
  {
    ok: "informational",
    up: "informational",
    warn: "medium",
    warning: "medium",
    crit: "high",
    critical: "high",
    down: "high",
    unreachable: "medium",
    unknown: "low",
  },
  "unknown",
);
