/** What the guard is asked, and what it answers: the contract between scope policy and the effect journal. */
import type { AutonomyStage } from "../model/autonomy.ts";
import type { GuardDecision } from "../model/effect.ts";
import type { EntityAttributes, EntityType } from "../model/entity.ts";
import type { EffectClass } from "../model/scale.ts";

/** One effect, as scope policy sees it. Everything here is recorded, so that a decision can be explained and replayed. */
export interface GuardRequest {
  workspaceId: string;
  playbook: { name: string; maturity: string };
  capability: string;
  effectClass: EffectClass;
  /** What it acts on; `other`:`none` for what acts on no entity. */
  entity: { type: EntityType; key: string } & EntityAttributes;
  incident: { type: string; severity: string; severityId: number; priority: string; confidence: number };
  /** Kinds of the decisions in force about the entity, the incident's type or the playbook; none unless said. */
  decisions?: readonly string[];
  /** How much the playbook may do by itself about incidents of this type; `act` unless said. */
  autonomy?: AutonomyStage;
  at: Date;
}

/** A bound on how many effects are let through by themselves. The database counts it, exactly, also across processes. */
export interface Budget {
  /** Unique in a workspace: policy id, and the playbook's name when counted per playbook. */
  key: string;
  max: number | null;
  /** Of the inventoried entities of type `of`. */
  percent: number | null;
  of: EntityType | null;
  /** Null: of what is in force at the same time, however long ago it began. */
  windowSeconds: number | null;
  /** The capabilities of its policy share it. */
  per?: "all";
}

export interface GuardAnswer extends Omit<GuardDecision, "budgets"> {
  budgets: Budget[];
}
