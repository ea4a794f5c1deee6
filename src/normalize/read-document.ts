/** One document of a delivery as rows for the store: split as its source packs alerts, each normalised. */
import type { Source } from "../connector/connector.ts";
import { severityId } from "../model/scale.ts";
import type { NewAlert } from "../store/delivery.ts";
import { type NormalizeContext, type NormalizedAlert, normalizeRaw } from "./normalize-alert.ts";
import { splitDocument } from "./split-document.ts";

export type Reading = { alert: Omit<NewAlert, "id" | "position"> } | { code: string; reason: string } | null;

/** For how long the same alert delivered again is a repeat. */
const DEDUP_SECONDS = 30 * 86_400;

/** Never throws; see {@link normalizeRaw}. */
export function readDocument<S>(
  source: Source<S>,
  document: unknown,
  settings: S,
  context: NormalizeContext,
): Reading[] {
  const split = splitDocument(source, document, settings);
  if (!split.ok) return [{ code: split.code, reason: split.reason }];
  return split.raws.map((raw) => {
    const read = normalizeRaw(source, raw, settings, context);
    if (read.ok === true) return { alert: rowOf(read.alert) };
    if (read.ok === "ignored") return null;
    const placed = read.path === undefined || read.reason.startsWith(read.path);
    return { code: read.code, reason: placed ? read.reason : `${read.path}: ${read.reason}` };
  });
}

function rowOf(alert: NormalizedAlert): Omit<NewAlert, "id" | "position"> {
  const { ruleName, categories, confidence, controlOutcome, resolved, session, entities, observables } = alert;
  return {
    fingerprint: alert.fingerprint,
    dedupSeconds: DEDUP_SECONDS,
    foldRule: "",
    uid: alert.uid,
    title: alert.title,
    severity: alert.severity,
    severityId: severityId(alert.severity),
    entityType: alert.entityType,
    entityKey: alert.entityKey,
    entityName: alert.entityName,
    source: alert.source,
    initialDisposition: alert.initialDisposition,
    ruleId: alert.ruleId,
    techniques: alert.techniques,
    time: alert.time,
    details: {
      ...{ ruleName, categories, confidence, controlOutcome, resolved, entities, observables },
      ...(session === "" ? {} : { session }),
    },
    finding: alert.finding,
  };
}
