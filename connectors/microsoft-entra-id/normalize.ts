/**
 * Microsoft Entra ID Protection: risk detections and risky users of Graph (https://learn.microsoft.com/graph/api/resources/riskdetection), and the same
 * with audit and sign-in logs as Azure Monitor streams them (`records`, https://learn.microsoft.com/azure/azure-monitor/reference/tables/aaduserriskevents).
 */
import type { Source } from "../../src/connector/connector.ts";
import { isRaw, objectAt, requireObject, textAt } from "../../src/connector/raw-fields.ts";
import { itemsOf, listIn } from "../../src/connector/unwrap.ts";
import type { AlertDraftInput } from "../../src/model/alert.ts";
import { readAuditEvent } from "./audit-event.ts";
import { readRisk } from "./risk.ts";

export const entraIdSource: Source = {
  split: (document) =>
    itemsOf(document)
      .flatMap((item) => listIn(item, "records"))
      .flatMap((item) => listIn(item, "value")),

  recognizes: (raw) =>
    isRaw(raw) &&
    (("riskEventType" in raw && "riskLevel" in raw) ||
      ("riskLevel" in raw && "riskState" in raw && "riskLastUpdatedDateTime" in raw) ||
      (isRaw(raw.properties) && "operationName" in raw && /^\/tenants\//i.test(textAt(raw, "resourceId"))) ||
      (typeof raw.category === "string" &&
        /^(?:AuditLogs|SignInLogs|NonInteractiveUserSignInLogs|UserRiskEvents)$/.test(raw.category))),

  normalize(raw): AlertDraftInput | null {
    const record = requireObject(raw);
    const properties = objectAt(record, "properties");
    const isRisk = [record, properties].find(
      (one) => "riskEventType" in one || ("riskState" in one && "riskLastUpdatedDateTime" in one),
    );
    return isRisk === undefined ? readAuditEvent(record) : readRisk(isRisk, isRisk === record ? "$" : "$.properties");
  },
};
