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
  const actor = actorOf(draft.entities);
  const finding: Json = {
    class_uid: 2004,
    class_name: "Detection Finding",
    category_uid: 2,
    category_name: "Findings",
    type_uid: 200_400 + activity.id,
    type_name: `Detection Finding: ${activity.name}`,
    activity_id: activity.id,
    activity_name: activity.name,
    time: Date.parse(draft.time),
    metadata: metadataOf(draft, meta, actor !== undefined),
    message: draft.title,
    is_alert: true,
    severity_id: severity.id,
    severity: severity.caption,
    status_id: draft.resolved ? 4 : 1,
    status: draft.resolved ? "Resolved" : "New",
    finding_info: findingInfoOf(draft),
  };
  addTimes(finding, draft);
  addJudgement(finding, draft);
  addThings(finding, draft);
  if (actor !== undefined) finding.actor = actor;
  const unmapped = unmappedOf(draft, notes);
  if (unmapped !== undefined) finding.unmapped = unmapped;
  return finding;
}

// Every alert is written by these: adding to one object costs a third of spreading many small ones into it.

function addTimes(finding: Json, { time, firstSeen, lastSeen }: AlertDraft): void {
  const zone = zoneOf(time);
  if (zone !== undefined) finding.timezone_offset = zone;
  if (firstSeen !== undefined) finding.start_time = Date.parse(firstSeen);
  if (lastSeen !== undefined) finding.end_time = Date.parse(lastSeen);
}

function addJudgement(finding: Json, draft: AlertDraft): void {
  if (draft.confidence !== undefined) {
    const level = confidence(draft.confidence);
    finding.confidence_score = Math.round(draft.confidence);
    finding.confidence_id = level.id;
    finding.confidence = level.caption;
  }
  if (draft.controlOutcome !== "unknown") {
    const { action, disposition } = CONTROL[draft.controlOutcome];
    finding.action_id = action.id;
    finding.action = action.caption;
    finding.disposition_id = disposition.id;
    finding.disposition = disposition.caption;
  }
  if (draft.disposition !== "unknown") {
    const verdict = VERDICT[draft.disposition];
    finding.verdict_id = verdict.id;
    finding.verdict = verdict.caption;
  }
}

function addThings(finding: Json, { entities, observables }: AlertDraft): void {
  if (observables.length > 0) finding.observables = observables.map(observableOf);
  const resources = resourcesOf(entities);
  if (resources.length > 0) finding.resources = resources;
  const device = deviceOf(entities);
  if (device !== undefined) finding.device = device;
  const evidences = evidencesOf(entities, observables);
  if (evidences.length > 0) finding.evidences = evidences;
}

/** Minutes ahead of UTC, where the source wrote its time with an offset; the time as written is in `metadata.original_time`. */
function zoneOf(time: string): number | undefined {
  const sign = time.at(-6);
  if (sign !== "+" && sign !== "-") return undefined;
  const minutes = Number(time.slice(-5, -3)) * 60 + Number(time.slice(-2));
  return sign === "-" ? -minutes : minutes;
}

function metadataOf(draft: AlertDraft, meta: FindingMeta, hasActor: boolean): Json {
  const profiles: string[] = [];
  if (hasActor) profiles.push("host");
  if (draft.disposition !== "unknown") profiles.push("incident");
  if (draft.controlOutcome !== "unknown") profiles.push("security_control");
  const metadata: Json = {
    version: "1.8.0",
    product: productOf(draft),
    original_event_uid: draft.uid,
    original_time: draft.time,
    log_name: meta.connection,
    logged_time: meta.receivedAt.getTime(),
  };
  if (meta.ingestId !== undefined) metadata.uid = meta.ingestId;
  if (profiles.length > 0) metadata.profiles = profiles;
  return metadata;
}

function productOf(draft: AlertDraft): Json {
  return { name: draft.product.name, vendor_name: draft.product.vendor };
}

function findingInfoOf(draft: AlertDraft): Json {
  const { rule, categories, techniques } = draft;
  const info: Json = { uid: draft.uid, title: draft.title, product: productOf(draft) };
  if (draft.description !== "") info.desc = draft.description;
  if (rule.id !== "" || rule.name !== "") info.analytic = { type_id: 1, type: "Rule", uid: rule.id, name: rule.name };
  if (categories.length > 0) info.types = categories;
  if (techniques.length > 0) info.attacks = techniques.map(attackOf);
  if (draft.firstSeen !== undefined) info.first_seen_time = Date.parse(draft.firstSeen);
  if (draft.lastSeen !== undefined) info.last_seen_time = Date.parse(draft.lastSeen);
  if (draft.link !== undefined) info.src_url = draft.link;
  return info;
}

/** What OCSF has no place for: the source's own words, and technique ids that are not in force. */
function unmappedOf({ severityRaw, inferred }: AlertDraft, notes: readonly TechniqueNote[]): Json | undefined {
  if (severityRaw === "" && inferred === undefined && notes.length === 0) return undefined;
  const unmapped: Json = {};
  if (severityRaw !== "") unmapped.severity = severityRaw;
  if (inferred !== undefined) unmapped.inferred = inferred;
  if (notes.length > 0) unmapped.techniques = notes;
  return unmapped;
}

/** `T1110.003` is technique T1110 with sub-technique T1110.003; the name the source gives is that of the whole id. */
function attackOf(technique: Technique): Json {
  const named: Json = { uid: technique.id };
  if (technique.name !== undefined) named.name = technique.name;
  const dot = technique.id.indexOf(".");
  const attack: Json =
    dot === -1 ? { technique: named } : { technique: { uid: technique.id.slice(0, dot) }, sub_technique: named };
  if (technique.tactic !== undefined && technique.tactic !== "") attack.tactic = { name: technique.tactic };
  return attack;
}

function observableOf(observable: Observable): Json {
  const isPath = observable.type === "file" && /[/\\]/.test(observable.value);
  const type = isPath ? FILE_PATH : OBSERVABLE[observable.type];
  return { name: observable.type, value: observable.value, type_id: type.id, type: type.caption };
}
