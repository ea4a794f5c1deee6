/** A raw alert becomes a record: read by its source, checked, canonical, bounded. Pure, and total: nothing thrown leaves it. */
import type { z } from "zod";
import type { Source } from "../connector/connector.ts";
import { isCordonError } from "../errors.ts";
import { sha256 } from "../ids.ts";
import { AlertDraft, type AlertDraftInput, type ControlOutcome } from "../model/alert.ts";
import type { EntityRef, EntityType } from "../model/entity.ts";
import type { Observable } from "../model/observable.ts";
import type { Disposition, Severity } from "../model/scale.ts";
import { boundDraft } from "./bound-draft.ts";
import { mergeEntities, mergeObservables } from "./canonical-entity.ts";
import { checkTechniques, type TechniqueNote } from "./check-techniques.ts";
import { cleanLine } from "./clean-text.ts";
import { toDetectionFinding } from "./finding.ts";
import { fitDraft } from "./fit-draft.ts";

/** Everything the store keeps of an alert besides whose it is. */
export interface NormalizedAlert {
  /** A UUID out of the SHA-256 of connection id and uid: equal fingerprint, same alert. */
  fingerprint: string;
  uid: string;
  title: string;
  severity: Severity;
  /** The affected entity: the first of role affected, else the first actor, else other:unknown. */
  entityType: EntityType;
  entityKey: string;
  entityName: string;
  /** Name of the detecting product. */
  source: string;
  initialDisposition: Disposition;
  ruleId: string;
  ruleName: string;
  categories: string[];
  /** ATT&CK ids. */
  techniques: string[];
  /** 0 to 100; 0 when the source did not say. */
  confidence: number;
  controlOutcome: ControlOutcome;
  resolved: boolean;
  /** The source's own id of the session; empty when it names none. */
  session: string;
  /** When it happened, by the source's clock: ISO 8601 with the source's zone and precision. */
  time: string;
  entities: EntityRef[];
  observables: Observable[];
  /** OCSF 1.8.0 Detection Finding. */
  finding: Record<string, unknown>;
}

export interface NormalizeContext {
  connectionId: string;
  /** The connection's name. */
  connection: string;
  receivedAt: Date;
  /** The delivery's id. */
  ingestId?: string;
}

export type Normalized =
  | { ok: true; alert: NormalizedAlert }
  /** To quarantine, with what a person needs to mend it. */
  | { ok: false; code: string; reason: string; path?: string }
  | { ok: "ignored"; reason: string };

/**
 * Reads one raw alert through its source. Never throws: what cannot be read is `ok: false` with a stable code, a reason in
 * words and the JSON path where known; what is no alert is `ignored`.
 */
export function normalizeRaw<S>(source: Source<S>, raw: unknown, settings: S, context: NormalizeContext): Normalized {
  try {
    const input = source.normalize(raw, settings, context);
    if (input === null) return { ok: "ignored", reason: "the source says this is not an alert" };
    return fromInput(input, context);
  } catch (error) {
    return failure(error);
  }
}

function fromInput(input: AlertDraftInput, context: NormalizeContext): Normalized {
  const bounded = boundDraft(input);
  const draft = fitDraft(bounded) ?? AlertDraft.safeParse(bounded);
  if ("success" in draft) return draft.success ? recordOf(draft.data, context) : misfit(draft.error);
  return recordOf(draft, context);
}

function recordOf(draft: AlertDraft, context: NormalizeContext): Normalized {
  draft.entities = mergeEntities(draft.entities);
  draft.observables = mergeObservables(draft.observables);
  const { techniques, labels, notes } = checkTechniques(draft.techniques);
  draft.techniques = techniques;
  if (labels.length > 0) draft.categories = [...new Set([...draft.categories, ...labels])].slice(0, 20);
  return { ok: true, alert: toRecord(draft, context, notes) };
}

function misfit({ issues }: z.ZodError): Normalized {
  const issue = issues[0];
  const path = `$${issue?.path.map((part) => (typeof part === "number" ? `[${part}]` : `.${String(part)}`)).join("") ?? ""}`;
  const reason = cleanLine(`${path}: ${issue?.message ?? "not an alert"}`, 500);
  return { ok: false, code: "normalize.invalid-draft", reason, path };
}

function toRecord(draft: AlertDraft, context: NormalizeContext, notes: TechniqueNote[]): NormalizedAlert {
  const entity = affectedEntity(draft.entities);
  return {
    fingerprint: sha256(`${context.connectionId}\n${draft.uid}`).slice(0, 32),
    uid: draft.uid,
    title: draft.title,
    severity: draft.severity,
    entityType: entity.type,
    entityKey: entity.key,
    entityName: entity.name,
    source: draft.product.name,
    initialDisposition: draft.disposition,
    ruleId: draft.rule.id,
    ruleName: draft.rule.name,
    categories: draft.categories,
    techniques: draft.techniques.map((technique) => technique.id),
    confidence: Math.round(draft.confidence ?? 0),
    controlOutcome: draft.controlOutcome,
    resolved: draft.resolved,
    session: draft.session,
    time: draft.time,
    entities: draft.entities,
    observables: draft.observables,
    finding: toDetectionFinding(draft, context, notes),
  };
}

function affectedEntity(entities: readonly EntityRef[]): Pick<EntityRef, "type" | "key" | "name"> {
  return (
    entities.find((entity) => entity.role === "affected") ??
    entities[0] ?? { type: "other", key: "unknown", name: "unknown" }
  );
}

/** An InputError is the message's fault. Anything else is ours, and still costs one alert its place, not the batch its life. */
function failure(error: unknown): Normalized {
  if (!isCordonError(error) || error.root !== "input") {
    const message = error instanceof Error ? error.message : "the source threw something that is no error";
    return { ok: false, code: "normalize.source-failed", reason: cleanLine(message, 500) };
  }
  const path = error.details?.path;
  return {
    ok: false,
    code: error.code,
    reason: cleanLine(error.message, 500),
    ...(typeof path === "string" ? { path: cleanLine(path, 200) } : {}),
  };
}
