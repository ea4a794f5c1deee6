/** How much a playbook may do by itself about incidents of a type. */
import { z } from "zod";

/** shadow: nothing; what it would have done is written down · ask: people say yes to every containment · act: what the policies allow. */
export const AUTONOMY_STAGES = ["shadow", "ask", "act"] as const;
export const AutonomyStage = z.enum(AUTONOMY_STAGES);
export type AutonomyStage = z.infer<typeof AutonomyStage>;

/** By what the stages of a workspace are moved. */
export const AutonomySettings = z.strictObject({
  /** Where a playbook begins with a type that it was never moved for. */
  initial: AutonomyStage.default("act"),
  /** The share of agreement that the lower end of the 95 % interval has to reach before the next stage is offered … */
  level: z.number().min(0.5).max(0.999).default(0.9),
  /** … and of how many at least. */
  least: z.number().int().min(5).max(10_000).default(30),
  /** Whether a promotion takes two different people. */
  secondPerson: z.boolean().default(true),
  /** How far stages are promoted by themselves once they have earned it. */
  automatic: z.enum(["never", "to-ask", "to-act"]).default("never"),
  /** Whether disagreement demotes at once. */
  demote: z.boolean().default(true),
});
export type AutonomySettings = z.infer<typeof AutonomySettings>;
export const DEFAULT_AUTONOMY: AutonomySettings = AutonomySettings.parse({});

/** The stage of one playbook, or of what proposes, for incidents of one type. */
export interface StageOf {
  incidentType: string;
  playbook: string;
  stage: AutonomyStage;
}

/** The stages of one workspace. */
export interface Autonomy {
  initial: AutonomyStage;
  stages: readonly StageOf[];
}

/** Where a playbook stands with incidents of a type. */
export function stageFor({ initial, stages }: Autonomy, incidentType: string, playbook: string): AutonomyStage {
  return stages.find((one) => one.incidentType === incidentType && one.playbook === playbook)?.stage ?? initial;
}

/** What proposes and never acts, as the author of its proposals: `triage:3`, `model:<name>`. No playbook has such a name. */
export function isProposer(name: string): boolean {
  return /^(triage|model):/.test(name);
}

/** Whether what proposes is to be silent about incidents of a type, because people disagreed with it too often. */
export function isSilent({ stages }: Autonomy, incidentType: string, proposer: string): boolean {
  return stages.some((one) => one.incidentType === incidentType && one.playbook === proposer && one.stage === "shadow");
}
