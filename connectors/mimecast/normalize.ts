/**
 * Mimecast: events of the SIEM feed of API 2.0 (https://developer.services.mimecast.com/siem-tutorial-cg) and the logs of Targeted Threat Protection
 * (https://integrations.mimecast.com/documentation/endpoint-reference/logs-and-statistics/get-ttp-url-logs/). Mail that only passed is no alert.
 */
import type { Source } from "../../src/connector/connector.ts";
import { isRaw, objectsAt, type Raw, requireObject } from "../../src/connector/raw-fields.ts";
import { itemsOf } from "../../src/connector/unwrap.ts";
import type { AlertDraftInput } from "../../src/model/alert.ts";
import { readSiemEvent } from "./read-siem-event.ts";
import { readAttachmentLog, readClickLog, readImpersonationLog } from "./read-ttp-log.ts";

const LOGS = ["clickLogs", "attachmentLogs", "impersonationLogs"] as const;

export const mimecastSource: Source = {
  split: (document) =>
    itemsOf(document).flatMap((item) => {
      if (!isRaw(item)) return [item];
      const pages = objectsAt(item, "data").filter((page) => LOGS.some((log) => log in page));
      const logs = pages.flatMap((page) => LOGS.flatMap((log) => objectsAt(page, log)));
      if (logs.length > 0) return logs;
      const events = objectsAt(item, "value");
      return events.some(isSiemEvent) ? [...events] : [item];
    }),

  recognizes: (raw) => isRaw(raw) && (isSiemEvent(raw) || readerOf(raw) !== undefined),

  normalize(raw): AlertDraftInput | null {
    const message = requireObject(raw);
    return (readerOf(message) ?? readSiemEvent)(message);
  },
};

function isSiemEvent(raw: Raw): boolean {
  return "processingId" in raw && "aggregateId" in raw && "accountId" in raw;
}

function readerOf(raw: Raw): ((log: Raw) => AlertDraftInput | null) | undefined {
  if ("userEmailAddress" in raw && "scanResult" in raw) return readClickLog;
  if ("actionTriggered" in raw && "fileHash" in raw) return readAttachmentLog;
  return "impersonationResults" in raw || ("taggedMalicious" in raw && "hits" in raw)
    ? readImpersonationLog
    : undefined;
}
