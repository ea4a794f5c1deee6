/**
 * Cloudflare firewall events of Logpush (https://developers.cloudflare.com/logs/logpush/logpush-job/datasets/zone/firewall_events/), gateway DNS and HTTP
 * logs that were blocked, and webhooks of its notifications (https://developers.cloudflare.com/notifications/reference/webhook-payload-schema/).
 */
import type { Source } from "../../src/connector/connector.ts";
import { filled, wordTable } from "../../src/connector/draft-parts.ts";
import { looseTime } from "../../src/connector/infer/loose-time.ts";
import { entity, observables } from "../../src/connector/raw-entities.ts";
import {
  firstText,
  isRaw,
  missing,
  objectAt,
  type Raw,
  requireObject,
  requireText,
  textAt,
} from "../../src/connector/raw-fields.ts";
import { severityWords } from "../../src/connector/severity-scale.ts";
import { hashOf } from "../../src/ids.ts";
import type { AlertDraftInput, ControlOutcome } from "../../src/model/alert.ts";

export const cloudflareSource: Source = {
  recognizes: (raw) =>
    isRaw(raw) &&
    (("ClientRequestHost" in raw && "Action" in raw && ("RayID" in raw || "ClientIP" in raw)) ||
      ("alert_type" in raw && "account_id" in raw && "policy_id" in raw) ||
      ("QueryName" in raw && "PolicyID" in raw && "Location" in raw)),

  normalize(raw): AlertDraftInput | null {
    const event = requireObject(raw);
    if ("alert_type" in event) return readNotification(event);
    return "QueryName" in event ? readGateway(event) : readFirewall(event);
  },
};

/** What the edge did: https://developers.cloudflare.com/ruleset-engine/rules-language/actions/ */
const outcomeOf = wordTable<ControlOutcome>(
  {
    block: "blocked",
    drop: "blocked",
    challenge: "blocked",
    jschallenge: "blocked",
    managedchallenge: "blocked",
    managed_challenge: "blocked",
    js_challenge: "blocked",
    challengefailed: "blocked",
    log: "detected",
    simulate: "detected",
    skip: "allowed",
    allow: "allowed",
    bypass: "allowed",
  },
  "detected",
);

const TECHNIQUES = wordTable<string>(
  {
    l7ddos: "T1498",
    ratelimit: "T1498",
    waf: "T1190",
    firewallmanaged: "T1190",
    firewallcustom: "T1190",
    botfight: "T1595",
    botmanagement: "T1595",
    uablock: "T1595",
  },
  "T1190",
);

/** Everything that was stopped, and matches of the managed rules that were only logged. */
function readFirewall(event: Raw): AlertDraftInput | null {
  const [action, source] = [textAt(event, "Action"), textAt(event, "Source")];
  const outcome = outcomeOf(action);
  if (outcome === "allowed") return null;
  const host = textAt(event, "ClientRequestHost");
  const scheme = textAt(event, "ClientRequestScheme") || "https";
  const rule = firstText(event, "Description") || textAt(event, "RuleID") || source || action;
  return {
    uid: [textAt(event, "RayID") || hashOf(event), textAt(event, "RuleID"), action].join("|"),
    title: `${rule}: ${action}`,
    severity: source === "l7ddos" ? "medium" : outcome === "detected" ? "medium" : "low",
    severityRaw: "",
    time: timeOf(event, "Datetime"),
    rule: { id: textAt(event, "RuleID") || source || action, name: rule },
    product: { name: "Cloudflare WAF", vendor: "Cloudflare" },
    categories: filled(source, action, textAt(event, "Kind")),
    techniques: [{ id: TECHNIQUES(source) }],
    entities: [...entity("affected", "domain", host), ...entity("actor", "ip", textAt(event, "ClientIP"))],
    observables: [
      ...observables("ip", textAt(event, "ClientIP")),
      ...observables(
        "url",
        host === ""
          ? ""
          : `${scheme}://${host}${firstText(event, "ClientRequestPath")}${textAt(event, "ClientRequestQuery")}`,
      ),
      ...observables("user-agent", textAt(event, "ClientRequestUserAgent")),
      ...observables("domain", host),
    ],
    controlOutcome: outcome,
  };
}

function readGateway(event: Raw): AlertDraftInput | null {
  if (!/block/i.test(textAt(event, "ResolverDecision") || textAt(event, "Action"))) return null;
  const name = requireText(event, "QueryName");
  const user = firstText(event, "Email", "UserID");
  return {
    uid: firstText(event, "QueryID", "RequestID") || hashOf(event),
    title: `A forbidden name was asked for: ${name}`,
    severity: "medium",
    severityRaw: "",
    time: timeOf(event, "Datetime"),
    rule: { id: textAt(event, "PolicyID") || "gateway", name: firstText(event, "PolicyName") || "Gateway policy" },
    product: { name: "Cloudflare Gateway", vendor: "Cloudflare" },
    categories: filled("gateway", firstText(event, "QueryCategoryNames"), textAt(event, "ResolverDecision")),
    techniques: [{ id: "T1071.004" }],
    entities: [
      ...entity("affected", "user", user),
      ...entity("affected", "device", firstText(event, "DeviceName", "DeviceID")),
      ...entity("affected", "ip", textAt(event, "SrcIP")),
    ],
    observables: [...observables("domain", name), ...observables("ip", textAt(event, "SrcIP"))],
    controlOutcome: "blocked",
  };
}

export const severityOf = severityWords(
  { info: "informational", warning: "medium", warn: "medium", error: "high", critical: "critical" },
  "medium",
);

function readNotification(event: Raw): AlertDraftInput | null {
  const type = requireText(event, "alert_type");
  const data = objectAt(event, "data");
  if (/billing|maintenance|certificate|usage/i.test(type)) return null;
  const severity = textAt(data, "severity") || textAt(event, "severity");
  const target = firstText(data, "target_hostname", "zone_name", "target_zone_name", "target_ip", "tunnel_name");
  return {
    uid: firstText(event, "alert_correlation_id", "id") || hashOf(event),
    title: firstText(event, "name", "text") || type,
    description: textAt(event, "text"),
    severity: severityOf(severity),
    severityRaw: severity,
    time: timeOf(event, "ts"),
    rule: { id: type, name: textAt(event, "policy_name") || type },
    product: { name: "Cloudflare Notifications", vendor: "Cloudflare" },
    categories: filled(type, textAt(data, "attack_type"), textAt(event, "alert_event")),
    techniques: /ddos|dos/i.test(type) ? [{ id: "T1498" }] : [],
    entities:
      target === ""
        ? entity("affected", "cloud-account", textAt(event, "account_id"))
        : entity("affected", /^[\d.:]+$/.test(target) ? "ip" : "domain", target),
    observables: [
      ...observables("domain", textAt(data, "target_hostname")),
      ...observables("ip", textAt(data, "target_ip")),
    ],
    resolved: /END|RESOLVED/.test(textAt(event, "alert_event")),
  };
}

/** Seconds, milliseconds or nanoseconds, or RFC 3339, as the job was set. */
function timeOf(event: Raw, key: string): string {
  const value = firstText(event, key, "EdgeStartTimestamp", "p_event_time");
  const time = looseTime(value, new Date(0));
  if (time === undefined) throw missing(`$.${key}`, "a time", event[key]);
  return time;
}
