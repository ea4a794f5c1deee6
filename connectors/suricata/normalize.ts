/** Suricata EVE JSON, event type `alert`: https://docs.suricata.io/en/latest/output/eve/eve-json-format.html */
import type { Source } from "../../src/connector/connector.ts";
import { type DraftEntity, entity, observables } from "../../src/connector/raw-entities.ts";
import {
  isRaw,
  numberAt,
  objectAt,
  type Raw,
  requireObject,
  requireText,
  textAt,
  textsAt,
} from "../../src/connector/raw-fields.ts";
import { requireTime } from "../../src/connector/raw-time.ts";
import { severitySteps } from "../../src/connector/severity-scale.ts";
import type { AlertDraftInput, ControlOutcome } from "../../src/model/alert.ts";
import { isInternal } from "./internal-address.ts";
import type { SuricataSettings } from "./settings.ts";

export const suricataSource: Source<SuricataSettings> = {
  recognizes: (raw) => isRaw(raw) && typeof raw.event_type === "string" && "flow_id" in raw && "timestamp" in raw,

  normalize(raw, settings): AlertDraftInput | null {
    const event = requireObject(raw);
    if (requireText(event, "event_type") !== "alert") return null;
    const alert = requireObject(event.alert, "$.alert");
    const rule = `${textAt(alert, "gid") || "1"}:${requireText(alert, "signature_id", "$.alert")}`;
    const signature = textAt(alert, "signature") || `Suricata rule ${rule}`;
    const severity = numberAt(alert, "severity");
    const time = requireTime(event, ["timestamp"]);
    return {
      uid: uidOf(event, rule, time),
      title: signature,
      severity: severityOf(severity),
      severityRaw: severity === undefined ? "" : String(severity),
      time,
      rule: { id: rule, name: signature },
      product: { name: "Suricata", vendor: "OISF" },
      // `failed` means that the protocol was not recognized.
      categories: [textAt(alert, "category"), textAt(event, "app_proto")].filter((word) => word !== "failed"),
      techniques: techniquesOf(alert, rule, signature),
      ...confidenceOf(alert),
      entities: sidesOf(event, alert, settings.homeNetworks ?? []),
      observables: observablesOf(event),
      controlOutcome: outcomeOf(alert),
      session: textAt(event, "flow_id"),
    };
  },
};

/** EVE has no id of its own: flow, packet, rule and time name one alert. */
function uidOf(event: Raw, rule: string, time: string): string {
  const stamp = textAt(event, "timestamp") || time;
  const parts = [textAt(event, "flow_id"), textAt(event, "pcap_cnt"), textAt(event, "tx_id"), rule, stamp];
  const ends = ["src_ip", "src_port", "dest_ip", "dest_port", "proto"].map((key) => textAt(event, key));
  return [...parts, ...ends].join("|");
}

/** Rule priority: 1 is gravest (https://docs.suricata.io/en/latest/rules/meta.html#priority). */
export const severityOf = severitySteps([
  [4, "informational"],
  [3, "low"],
  [2, "medium"],
  [1, "high"],
]);

/**
 * The internal side is affected and the external side acts, whoever sent the packet: many rules fire on the answer. When both sides are
 * internal or both are external, the rule's own `source` and `target` decide where it has them, else the sender of the packet acts.
 */
function sidesOf(event: Raw, alert: Raw, homeNetworks: readonly string[]): DraftEntity[] {
  const from = textAt(event, "src_ip");
  const to = textAt(event, "dest_ip");
  const fromInternal = isInternal(from, homeNetworks);
  if (fromInternal !== isInternal(to, homeNetworks)) {
    return fromInternal ? pair(from, to) : pair(to, from);
  }
  const source = textAt(objectAt(alert, "source"), "ip");
  const target = textAt(objectAt(alert, "target"), "ip");
  return source !== "" && target !== "" ? pair(target, source) : pair(to, from);
}

function pair(affected: string, actor: string): DraftEntity[] {
  return [...entity("affected", "ip", affected), ...entity("actor", "ip", actor)];
}

function observablesOf(event: Raw) {
  const http = objectAt(event, "http");
  const dns = objectAt(event, "dns");
  const host = textAt(http, "hostname");
  const path = textAt(http, "url");
  const query = Array.isArray(dns.query) ? requireFirst(dns.query) : {};
  const file = objectAt(event, "fileinfo");
  return [
    ...observables("ip", textAt(event, "src_ip"), textAt(event, "dest_ip")),
    ...observables("port", textAt(event, "dest_port")),
    ...observables(
      "domain",
      host,
      textAt(objectAt(event, "tls"), "sni"),
      textAt(query, "rrname"),
      textAt(dns, "rrname"),
    ),
    ...(host !== "" && path.startsWith("/") ? observables("url", `http://${host}${path}`) : []),
    ...observables("user-agent", textAt(http, "http_user_agent")),
    ...observables("file", textAt(file, "filename")),
    ...observables("hash", textAt(file, "md5"), textAt(file, "sha1"), textAt(file, "sha256")),
  ];
}

function requireFirst(list: readonly unknown[]): Raw {
  const first = list[0];
  return first !== null && typeof first === "object" ? (first as Raw) : {};
}

/** `action` is what the engine did with the packet; `allowed` only means that it let it pass while alerting. */
function outcomeOf(alert: Raw): ControlOutcome {
  const action = textAt(alert, "action");
  if (action === "blocked" || action === "drop") return "blocked";
  return action === "allowed" ? "detected" : "unknown";
}

/** `metadata.confidence` of the ET rule sets, in words. */
function confidenceOf(alert: Raw): Pick<AlertDraftInput, "confidence"> {
  const word = textsAt(objectAt(alert, "metadata"), "confidence")[0]?.toLowerCase() ?? "";
  const score = new Map([
    ["low", 25],
    ["medium", 50],
    ["high", 90],
  ]).get(word);
  return score === undefined ? {} : { confidence: score };
}

/** Rules that carry no tag: what their names say in every common rule set. */
const BY_NAME: readonly (readonly [RegExp, string])[] = [
  [/brute.?force|multiple (failed )?log[io]n|login attempts?/i, "T1110"],
  [/\bscan(ner|ning|s)?\b|port ?sweep|nmap|masscan/i, "T1046"],
  [/\b(c2|cnc|c&c|command and control|beacon|checkin)\b/i, "T1071"],
  [/coin.?min(er|ing)|cryptomin/i, "T1496"],
  [/phish/i, "T1566"],
];

/** ET metadata gives `mitre_technique_id`; other rules are read by name and category. */
function techniquesOf(alert: Raw, rule: string, signature: string) {
  const metadata = objectAt(alert, "metadata");
  const ids = textsAt(metadata, "mitre_technique_id");
  const names = textsAt(metadata, "mitre_technique_name");
  const tactics = textsAt(metadata, "mitre_tactic_name");
  if (ids.length > 0) {
    return ids.map((id, index) => ({
      id: id.toUpperCase(),
      name: (names[index] ?? "").replaceAll("_", " "),
      tactic: (tactics[index] ?? "").replaceAll("_", " "),
    }));
  }
  const words = `${signature} ${textAt(alert, "category")} ${rule}`.slice(0, 1000);
  return BY_NAME.filter(([pattern]) => pattern.test(words))
    .map(([, id]) => ({ id }))
    .slice(0, 1);
}
