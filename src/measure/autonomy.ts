/** How far a playbook is trusted with incidents of a type, what it has earned, and what speaks against it. Pure. */
import { AUTONOMY_STAGES, type AutonomySettings, type AutonomyStage, isProposer } from "../model/autonomy.ts";
import type { LedgerRow } from "../store/autonomy-ledger.ts";
import { type Share, share } from "./wilson.ts";

export interface Standing extends Omit<LedgerRow, "stage" | "agreed" | "judged"> {
  stage: AutonomyStage;
  /** Of what people judged since the stage began. */
  agreement: Share;
  /** The next stage, where it has been earned; else null. */
  offered: AutonomyStage | null;
  /** What is missing for the next stage, in words; empty where nothing is. */
  missing: string;
}

/** A row of the ledger, held against the settings. */
export function standingOf(row: LedgerRow, settings: AutonomySettings): Standing {
  const { agreed, judged, ...rest } = row;
  const proposes = isProposer(row.playbook);
  const stage = row.stage ?? (proposes ? "ask" : settings.initial);
  const agreement = share(agreed, judged);
  const next = stageAfter(stage);
  const missing = next === null ? "" : proposes ? missingToPropose(next) : missingFor(agreement, settings);
  return { ...rest, stage, agreement, offered: missing === "" ? next : null, missing };
}

/** Being heard again is a person's to give, as what is proposed does nothing without one; acting is nobody's. */
function missingToPropose(next: AutonomyStage): string {
  return next === "act" ? "It only ever proposes: what it says becomes something through a person." : "";
}

function missingFor({ count, of, low }: Share, { level, least }: AutonomySettings): string {
  if (of < least) return `People judged ${of}, and ${least} are needed.`;
  if (low >= level) return "";
  return `People agreed with ${count} of ${of}: at least ${percent(low)} with 95 % confidence, and ${percent(level)} are needed.`;
}

/** The stage with one more freedom; null at the last. */
export function stageAfter(stage: AutonomyStage): AutonomyStage | null {
  return AUTONOMY_STAGES[AUTONOMY_STAGES.indexOf(stage) + 1] ?? null;
}

/** The stage with one less; null at the first. */
export function stageBefore(stage: AutonomyStage): AutonomyStage | null {
  return AUTONOMY_STAGES[AUTONOMY_STAGES.indexOf(stage) - 1] ?? null;
}

/** Whether the settings let a stage that was earned be taken without a person. What only proposes earns none. */
export function takenByItself({ automatic }: AutonomySettings, stage: AutonomyStage, of: string): boolean {
  if (isProposer(of)) return false;
  return automatic === "to-act" || (automatic === "to-ask" && stage === "ask");
}

/** What people's agreement amounts to, in a sentence. */
export function agreementText({ count, of, low }: Share): string {
  if (of === 0) return "People had not judged it in this stage.";
  return `People agreed with ${count} of ${of}: at least ${percent(low)} with 95 % confidence.`;
}

function percent(rate: number): string {
  return `${Math.round(rate * 1000) / 10} %`;
}
