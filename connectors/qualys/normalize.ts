/**
 * Qualys VMDR: detections by host as the API lists them (`/api/2.0/fo/asset/host/vm/detection/`, JSON;
 * https://docs.qualys.com/en/vm/api/scans/vm_host_detection/). One detection of one host is one alert.
 */
import type { Source } from "../../src/connector/connector.ts";
import { factsLine, filled, given } from "../../src/connector/draft-parts.ts";
import { type DraftEntity, entity, observables } from "../../src/connector/raw-entities.ts";
import {
  firstText,
  isRaw,
  objectAt,
  objectsAt,
  type Raw,
  requireObject,
  requireText,
  textAt,
  textsAt,
} from "../../src/connector/raw-fields.ts";
import { requireTime, timeAt } from "../../src/connector/raw-time.ts";
import { severityWords } from "../../src/connector/severity-scale.ts";
import { itemsOf } from "../../src/connector/unwrap.ts";
import type { AlertDraftInput } from "../../src/model/alert.ts";

export const qualysSource: Source = {
  split: (document) => itemsOf(document).flatMap((item) => (isRaw(item) ? detectionsOf(item) : [item])),

  recognizes: (raw) =>
    isRaw(raw) && (ROOT in raw || (isRaw(raw.DETECTION) && isRaw(raw.HOST)) || ("QID" in raw && "SEVERITY" in raw)),

  normalize(raw): AlertDraftInput | null {
    const message = requireObject(raw);
    if (Object.hasOwn(message, ROOT)) return null;
    const detection = isRaw(message.DETECTION) ? message.DETECTION : message;
    const host = isRaw(message.HOST) ? message.HOST : message;
    return read(detection, host);
  },
};

const ROOT = "HOST_LIST_VM_DETECTION_OUTPUT";

/** A lone host or detection is written without its list. A list without any detection stays as it is. */
function detectionsOf(item: Raw): unknown[] {
  const list = objectAt(objectAt(objectAt(item, ROOT), "RESPONSE"), "HOST_LIST");
  const hosts = Object.hasOwn(item, ROOT)
    ? oneOrMany(list, "HOST")
    : Object.hasOwn(item, "DETECTION_LIST")
      ? [item]
      : [];
  const found = hosts.flatMap((HOST) =>
    oneOrMany(objectAt(HOST, "DETECTION_LIST"), "DETECTION").map((DETECTION) => ({ DETECTION, HOST })),
  );
  return found.length === 0 ? [item] : found;
}

function oneOrMany(raw: Raw, key: string): readonly Raw[] {
  const one = raw[key];
  return isRaw(one) ? [one] : objectsAt(raw, key);
}

function read(detection: Raw, host: Raw): AlertDraftInput | null {
  const kind = textAt(detection, "TYPE").toLowerCase();
  // What was gathered is inventory, not a weakness.
  if (kind === "info") return null;
  const qid = requireText(detection, "QID", "$.DETECTION");
  const status = textAt(detection, "STATUS").toLowerCase();
  const resolved = status === "fixed";
  const severity = textAt(detection, "SEVERITY");
  const name = firstText(detection, "TITLE", "title") || `Vulnerability QID ${qid}`;
  const id =
    textAt(detection, "UNIQUE_VULN_ID") ||
    `${textAt(host, "ID") || textAt(host, "IP")}|${qid}|${textAt(detection, "PORT")}`;
  return {
    uid: resolved ? `${id}#resolved` : id,
    title: name,
    description: describe(detection, host),
    severity: severityOf(severity),
    severityRaw: severity,
    ...(kind === "" ? {} : { confidence: kind === "confirmed" ? 90 : 50 }),
    time: requireTime(detection, [...(resolved ? ["LAST_FIXED_DATETIME"] : []), ...TIMES], "$.DETECTION"),
    ...given({
      firstSeen: timeAt(detection, "FIRST_FOUND_DATETIME"),
      lastSeen: timeAt(detection, "LAST_FOUND_DATETIME"),
    }),
    rule: { id: `QID-${qid}`, name },
    product: { name: "Qualys VMDR", vendor: "Qualys" },
    categories: filled(kind, status, ...textsAt(detection, "CVE_ID").slice(0, 15)),
    entities: hostEntity(host),
    observables: [
      ...observables("ip", textAt(host, "IP"), textAt(host, "IPV6")),
      ...observables("port", textAt(detection, "PORT")),
      ...observables("other", ...textsAt(detection, "CVE_ID").slice(0, 50)),
    ],
    controlOutcome: "detected",
    disposition: [textAt(detection, "IS_IGNORED"), textAt(detection, "IS_DISABLED")].includes("1")
      ? "disregard"
      : "unknown",
    resolved,
  };
}

const TIMES = ["LAST_FOUND_DATETIME", "LAST_UPDATE_DATETIME", "LAST_PROCESSED_DATETIME", "FIRST_FOUND_DATETIME"];

/** 1 minimal, 2 medium, 3 serious, 4 critical, 5 urgent: https://docs.qualys.com/en/vm/latest/setup/severity_levels.htm */
export const severityOf = severityWords(
  { "1": "informational", "2": "low", "3": "medium", "4": "high", "5": "critical" },
  "unknown",
);

function hostEntity(host: Raw): DraftEntity[] {
  const dns = objectAt(host, "DNS_DATA");
  const name = textAt(dns, "FQDN") || firstText(host, "DNS", "NETBIOS") || textAt(dns, "HOSTNAME");
  const ip = firstText(host, "IP", "IPV6");
  const aliases = [
    textAt(host, "QG_HOSTID"),
    textAt(host, "ID"),
    textAt(host, "NETBIOS"),
    textAt(host, "EC2_INSTANCE_ID"),
    ip,
  ];
  return name === ""
    ? entity("affected", "ip", ip, { aliases: aliases.filter((alias) => alias !== ip) })
    : entity("affected", "device", name, { aliases });
}

function describe(detection: Raw, host: Raw): string {
  const score = detection.QDS;
  return [
    factsLine({
      system: textAt(host, "OS"),
      port: [textAt(detection, "PORT"), textAt(detection, "PROTOCOL")].filter((part) => part !== "").join("/"),
      "detection score": isRaw(score) ? firstText(score, "#text", "value") : textAt(detection, "QDS"),
      "times found": textAt(detection, "TIMES_FOUND"),
    }),
    textAt(detection, "RESULTS").slice(0, 2000),
  ]
    .filter((part) => part !== "")
    .join("\n");
}
