/** The one writer of OCSF: an alert as a Detection Finding (class 2004) of OCSF 1.8.0. */
import type { AlertDraft, Technique } from "../model/alert.ts";
import type { Observable } from "../model/observable.ts";
import type { TechniqueNote } from "./check-techniques.ts";
import { actorOf, deviceOf, evidencesOf, resourcesOf } from "./finding-entities.ts";
import { CONTROL, confidence, FILE_PATH, OBSERVABLE, SEVERITY, VERDICT } from "./ocsf-scales.ts";

type Json = Record<string, unknown>;

export interface FindingMeta {
  /** Name of the connection the alert came by. */
  connection: string;
  receivedAt: Date;
  /** The delivery's id. */
  ingestId?: string;
}

/**
 * The draft as an OCSF 1.8.0 Detection Finding, valid against the schema of the class. Times are epoch milliseconds.
 * Pure; expects a draft that went through the AlertDraft schema and whose entities and observables are canonical.
 */
export function toDetectionFinding(draft: AlertDraft, meta: FindingMeta, notes: readonly TechniqueNote[] = []): Json {
  const activity = draft.resolved ? { id: 3, name: "Close" } : { id: 1, name: "Create" };
  const severity = SEVERITY[draft.severity];
  const resources = resourcesOf(draft.entities);
  const device = deviceOf(draft.entities);
  const actor = actorOf(draft.entities);
  const evidences = evidencesOf(draft.entities, draft.observables);
  return {
    class_uid: 2004,
    class_name: "Detection Finding",
    category_uid: 2,
    category_name: "Findings",
    type_uid: 200_400 + activity.id,
    type_name: `Detection Finding: ${activity.name}`,
    activity_id: activity.id,
    activity_name: activity.name,
    time: Date.parse(draft.time),
    ...zoneOf(draft.time),
    ...(draft.firstSeen === undefined ? {} : { start_time: Date.parse(draft.firstSeen) }),
    ...(draft.lastSeen === undefined ? {} : { end_time: Date.parse(draft.lastSeen) }),
    metadata: metadataOf(draft, meta, actor !== undefined),
    message: draft.title,
    is_alert: true,
    severity_id: severity.id,
    severity: severity.caption,
    status_id: draft.resolved ? 4 : 1,
    status: draft.resolved ? "Resolved" : "New",
    ...confidenceOf(draft),
    ...controlOf(draft),
    ...verdictOf(draft),
    finding_info: findingInfoOf(draft),
    ...(draft.observables.length === 0 ? {} : { observables: draft.observables.map(observableOf) }),
    ...(resources.length === 0 ? {} : { resources }),
    ...(device === undefined ? {} : { device }),
    ...(actor === undefined ? {} : { actor }),
    ...(evidences.length === 0 ? {} : { evidences }),
    ...unmappedOf(draft, notes),
  };
}

/** Minutes ahead of UTC, where the source wrote its time with an offset; the time as written is in `metadata.original_time`. */
function zoneOf(time: string): Json {
  const sign = time.at(-6);
  if (sign !== "+" && sign !== "-") return {};
  const minutes = Number(time.slice(-5, -3)) * 60 + Number(time.slice(-2));
  return { timezone_offset: sign === "-" ? -minutes : minutes };
}

function metadataOf(draft: AlertDraft, meta: FindingMeta, hasActor: boolean): Json {
  const profiles = [
    ...(hasActor ? ["host"] : []),
    ...(draft.disposition === "unknown" ? [] : ["incident"]),
    ...(draft.controlOutcome === "unknown" ? [] : ["security_control"]),
  ];
  return {
    version: "1.8.0",
    product: productOf(draft),
    ...(meta.ingestId === undefined ? {} : { uid: meta.ingestId }),
    original_event_uid: draft.uid,
    original_time: draft.time,
    log_name: meta.connection,
    logged_time: meta.receivedAt.getTime(),
    ...(profiles.length === 0 ? {} : { profiles }),
  };
}

function productOf(draft: AlertDraft): Json {
  return { name: draft.product.name, vendor_name: draft.product.vendor };
}

function findingInfoOf(draft: AlertDraft): Json {
  return {
    uid: draft.uid,
    title: draft.title,
    ...(draft.description === "" ? {} : { desc: draft.description }),
    product: productOf(draft),
    ...(draft.rule.id === "" && draft.rule.name === ""
      ? {}
      : { analytic: { type_id: 1, type: "Rule", uid: draft.rule.id, name: draft.rule.name } }),
    ...(draft.categories.length === 0 ? {} : { types: draft.categories }),
    ...(draft.techniques.length === 0 ? {} : { attacks: draft.techniques.map(attackOf) }),
    ...(draft.firstSeen === undefined ? {} : { first_seen_time: Date.parse(draft.firstSeen) }),
    ...(draft.lastSeen === undefined ? {} : { last_seen_time: Date.parse(draft.lastSeen) }),
    ...(draft.link === undefined ? {} : { src_url: draft.link }),
  };
}

/** What OCSF has no place for: the source's own words, and technique ids that are not in force. */
function unmappedOf({ severityRaw, inferred }: AlertDraft, notes: readonly TechniqueNote[]): Json {
  const unmapped = {
    ...(severityRaw === "" ? {} : { severity: severityRaw }),
    ...(inferred === undefined ? {} : { inferred }),
    ...(notes.length === 0 ? {} : { techniques: notes }),
  };
  return Object.keys(unmapped).length === 0 ? {} : { unmapped };
}

/** `T1110.003` is technique T1110 with sub-technique T1110.003; the name the source gives is that of the whole id. */
function attackOf(technique: Technique): Json {
  const named = { uid: technique.id, ...(technique.name === undefined ? {} : { name: technique.name }) };
  const [parent, sub] = technique.id.split(".");
  return {
    ...(sub === undefined ? { technique: named } : { technique: { uid: parent }, sub_technique: named }),
    ...(technique.tactic === undefined || technique.tactic === "" ? {} : { tactic: { name: technique.tactic } }),
  };
}

function confidenceOf(draft: AlertDraft): Json {
  if (draft.confidence === undefined) return {};
  const level = confidence(draft.confidence);
  return { confidence_score: Math.round(draft.confidence), confidence_id: level.id, confidence: level.caption };
}

function controlOf(draft: AlertDraft): Json {
  if (draft.controlOutcome === "unknown") return {};
  const { action, disposition } = CONTROL[draft.controlOutcome];
  return {
    action_id: action.id,
    action: action.caption,
    disposition_id: disposition.id,
    disposition: disposition.caption,
  };
}

function verdictOf(draft: AlertDraft): Json {
  if (draft.disposition === "unknown") return {};
  const verdict = VERDICT[draft.disposition];
  return { verdict_id: verdict.id, verdict: verdict.caption };
}

function observableOf(observable: Observable): Json {
  const isPath = observable.type === "file" && /[/\\]/.test(observable.value);
  const type = isPath ? FILE_PATH : OBSERVABLE[observable.type];
  return { name: observable.type, value: observable.value, type_id: type.id, type: type.caption };
}
