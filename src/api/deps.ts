/** Everything the doors are handed. */
import type { Registry } from "prom-client";
import type { ModelFetch } from "../ai/provider.ts";
import type { Clock } from "../clock.ts";
import type { Connector } from "../connector/connector.ts";
import type { EgressPolicy } from "../connector/egress.ts";
import type { Keyring } from "../connector/keyring.ts";
import type { Framework } from "../evidence/control.ts";
import type { PolicyFile } from "../guard/compile-policies.ts";
import type { OwnPlace } from "../guard/policy-record.ts";
import type { IngestConnection, Receive, ReceiveDeps } from "../ingest/receive.ts";
import type { Log } from "../log.ts";
import type { Canary } from "../model/canary.ts";
import type { EntityRef } from "../model/entity.ts";
import type { Incident } from "../model/incident.ts";
import type { Periods } from "../model/retention.ts";
import type { Dimension } from "../readiness/model.ts";
import type { ResponseContent } from "../respond/content.ts";
import type { Client, Database } from "../store/database.ts";
import type { Taxonomy } from "../taxonomy/taxonomy.ts";
import type { ChangeFeed } from "./change-feed.ts";
import type { ConsoleFiles } from "./console.ts";
import type { ReplayReport } from "./contract/belonging.ts";
import type { ReadMessages } from "./contract/source.ts";

export interface ApiDeps {
  database: Database;
  /** Where people reach this installation; of https, sessions are bound to it. */
  publicUrl(): string;
  /** Puts the shipped taxonomy, playbooks and policies in force in a workspace that has none. */
  shippedContent(client: Client, workspaceId: string): Promise<void>;
  /** What the organization says of itself to its policies: networks, domains, time zone. */
  own?: Partial<OwnPlace>;
  /** What roles permit, as Cedar text. */
  accessPolicies: readonly PolicyFile[];
  /** Largest body of a delivery, in bytes, as it comes over the wire. */
  maxBodyBytes: number;
  keyring: Keyring;
  egress: EgressPolicy;
  /** The way to language models: through the same guard as connectors. */
  modelFetch: ModelFetch;
  connectors: ReadonlyMap<string, Connector>;
  /** A workspace's connections that take deliveries, by name; on the hot path, so from a cache. */
  sources(workspaceId: string): Promise<ReadonlyMap<string, IngestConnection>>;
  /** A workspace's connections ready to be called, and its policies. */
  responses(workspaceId: string): Promise<ResponseContent>;
  receive: Receive;
  /** How a connection's source reads a body that is no JSON. */
  textWay: ReceiveDeps["textWay"];
  /** Reads bodies as a connection of that connector would, and stores nothing. @throws InputError when there is no such connector or its settings do not fit. */
  preview(connector: string, settings: Record<string, unknown>, bodies: readonly Uint8Array[]): ReadMessages["items"];
  /** Whether some product's source takes the message for its own. */
  recognized(message: unknown): boolean;
  /** The spelling under which alerts know an entity; type `other` when it is not what it says it is, null when it is nothing at all. */
  canonicalEntity(entity: EntityRef): EntityRef | null;
  /** An incident as an OCSF Incident Finding. */
  incidentFinding(incident: Incident): Record<string, unknown>;
  /** Content or connections of a workspace changed here. */
  invalidate(workspaceId: string): void;
  /** Something may be due: a run was called, a lease ends. */
  kick(): void;
  /** Reviews a workspace's playbooks over a period now; answers the ids of the reviews written. */
  runReview(request: ReviewRequest): Promise<string[]>;
  /** The dimensions that readiness is looked at in. */
  readiness: readonly Dimension[];
  /** What auditors ask, which records are held against. */
  frameworks: readonly Framework[];
  /** Contains what a connection names for it and gives it back; answers what was proved. */
  makeCanary(request: { workspaceId: string; connection: string; by: string }): Promise<Omit<Canary, "id" | "at">>;
  /** Gives alerts of an incident one of their own; answers its id. */
  splitOff(request: SplitRequest): Promise<string>;
  /** Tries rules of correlation on the alerts that are stored; those in force where the request names none. */
  replay(request: ReplayRequest): Promise<Omit<ReplayReport, "from" | "to">>;
  /** The built console; null where it was not built. */
  console: ConsoleFiles | null;
  /** What changed, told as it happens. */
  changes: ChangeFeed;
  /** For how long records are kept where a workspace has set no period of its own. */
  retention: Periods;
  /** What must be well for this process to do its work, by name; each rejects when it is not. */
  probes: Readonly<Record<string, () => Promise<void>>>;
  metrics: Registry;
  clock: Clock;
  log: Log;
  /** Holds every answer against its contract; for tests. */
  checkAnswers?: boolean;
}

export interface ReviewRequest {
  workspaceId: string;
  /** One playbook, or all that ran in the period. */
  playbook: string | undefined;
  from: Date;
  to: Date;
  by: string;
}

export interface SplitRequest {
  workspaceId: string;
  incidentId: string;
  alertIds: string[];
  reason: string;
  by: string;
}

export interface ReplayRequest {
  workspaceId: string;
  from: Date;
  to: Date;
  /** A checked one. */
  taxonomy: Taxonomy | null;
  /** CEL over `incident`, tried beside the suppressions in force. */
  suppress: string[];
}
