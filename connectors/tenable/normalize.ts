/**
 * Tenable: findings of the vulnerability export (https://developer.tenable.com/docs/vulnerability-export) and of a host in a Nessus scan
 * (`GET /scans/{id}/hosts/{host}`, https://developer.tenable.com/reference/scans-host-details).
 */
import type { Source } from "../../src/connector/connector.ts";
import { isRaw, objectAt, objectsAt, type Raw, requireObject } from "../../src/connector/raw-fields.ts";
import { itemsOf, listIn } from "../../src/connector/unwrap.ts";
import type { AlertDraftInput } from "../../src/model/alert.ts";
import { readFinding } from "./read-finding.ts";
import { readScanResult } from "./read-scan-result.ts";

export const tenableSource: Source = {
  split: (document) =>
    itemsOf(document).flatMap((item) => {
      if (!isRaw(item)) return [item];
      return isHostScan(item)
        ? objectsAt(item, "vulnerabilities").map((result) => ({ info: item.info, result }))
        : listIn(item, "findings").every(isFinding)
          ? listIn(item, "findings")
          : [item];
    }),

  recognizes: (raw) =>
    isFinding(raw) || (isRaw(raw) && isRaw(raw.result) && isRaw(raw.info) && "plugin_id" in raw.result),

  normalize(raw): AlertDraftInput | null {
    const message = requireObject(raw);
    return isRaw(message.result) ? readScanResult(objectAt(message, "info"), message.result) : readFinding(message);
  },
};

function isFinding(raw: unknown): boolean {
  return isRaw(raw) && isRaw(raw.asset) && isRaw(raw.plugin) && "severity" in raw && ("state" in raw || "scan" in raw);
}

function isHostScan(raw: Raw): boolean {
  const [first] = objectsAt(raw, "vulnerabilities");
  return isRaw(raw.info) && first !== undefined && "plugin_id" in first;
}
