/** Names an incident's type by the taxonomy in force, pins that version, and sets clocks, priority and triage's first word. */
import type { Decided } from "../model/decided.ts";
import type { IncidentFacts } from "../model/incident.ts";
import type { Disposition } from "../model/scale.ts";
import type { KnownEntity } from "../store/entity-candidates.ts";
import type { InboxAlert } from "../store/inbox.ts";
import type { NewIncident } from "../store/incident-write.ts";
import type { Classification, Classifier } from "../taxonomy/compile.ts";
import { factsOf } from "./facts.ts";

/** A taxonomy version, compiled. */
export interface TaxonomyInForce {
  number: number;
  classifier: Classifier;
  /** What people decided, which its conditions may heed. */
  decided?: Decided;
}

export interface Classified {
  incident: NewIncident;
  /** The playbook that the taxonomy maps to it; null when on purpose none runs, or when there is nothing to respond to. */
  playbook: string | null;
  /** Who it is for when no playbook runs. */
  queue: string;
}

/** With one of these as triage's first word there is nothing to respond to: the incident is recorded and closed. */
const NOTHING_TO_DO: ReadonlySet<Disposition> = new Set([
  "false-positive",
  "benign",
  "test",
  "disregard",
  "duplicate",
  "managed-externally",
]);

export interface ClassifyInput {
  incidentId: string;
  workspaceId: string;
  number: number;
  alerts: [InboxAlert, ...InboxAlert[]];
  /** Why each alert belongs to it. */
  reasons: readonly { text: string }[];
  /** Why it is a storm, which people get instead of a playbook; null when it is none. */
  storm: string | null;
  known: Map<string, KnownEntity>;
  now: Date;
  /** Whether other systems are told of it. */
  told: boolean;
}

/** Pure. */
export function classify(input: ClassifyInput, taxonomy: TaxonomyInForce): Classified {
  const facts = factsOf({
    id: input.incidentId,
    workspaceId: input.workspaceId,
    number: input.number,
    alerts: input.alerts,
    known: input.known,
    openedAt: input.now,
  });
  const classification = taxonomy.classifier.classify(facts, taxonomy.decided);
  facts.type = classification.typeId;
  facts.priority = classification.priority;
  facts.initialDisposition = classification.initialDisposition;
  if (input.storm !== null) facts.title = `Storm: ${facts.title}`;
  const done = NOTHING_TO_DO.has(classification.initialDisposition);
  return {
    incident: newIncident(input, facts, classification, taxonomy.number, done),
    playbook: done || input.storm !== null ? null : classification.playbook,
    queue: classification.escalations[0]?.to ?? "soc",
  };
}

function newIncident(
  input: ClassifyInput,
  facts: IncidentFacts,
  classification: Classification,
  taxonomyVersion: number,
  done: boolean,
): NewIncident {
  const [first] = input.alerts;
  const now = input.now.toISOString();
  const after = (seconds: number) => new Date(input.now.getTime() + seconds * 1000).toISOString();
  return {
    id: facts.id,
    workspaceId: input.workspaceId,
    number: input.number,
    status: done ? "closed" : "new",
    priority: classification.priority,
    disposition: classification.initialDisposition,
    initialDisposition: classification.initialDisposition,
    dispositionReason: classification.dispositionReason,
    connectionId: first.connectionId,
    typeId: classification.typeId,
    typeReason: classification.reason,
    taxonomyVersion,
    lastAlertAt: input.alerts.at(-1)!.receivedAt.toISOString(),
    queue: null,
    handoffReason: input.storm,
    acknowledgedAt: done ? now : null,
    closedAt: done ? now : null,
    acknowledgeBy: done ? null : after(classification.acknowledgeBySeconds),
    containBy: done ? null : after(classification.containBySeconds),
    resolveBy: done ? null : after(classification.resolveBySeconds),
    escalations: classification.escalations,
    facts,
    told: input.told,
    alerts: input.alerts.map(({ id }, index) => ({ id, reason: input.reasons[index]!.text })),
  };
}
