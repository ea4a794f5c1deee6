/** A trained triage model: everything it takes to score an incident, and to say why. */
import type { Disposition } from "../model/scale.ts";
import type { Cuts } from "./decide.ts";
import type { ReliabilityBin } from "./figures.ts";
import type { Calibration } from "./isotonic.ts";
import type { Learned } from "./learn.ts";

export interface TriageModel extends Learned {
  /** Of the places of its features. */
  seed: string;
  /** Which rules it has seen: src/triage/known-rules.ts. */
  known: Uint8Array;
  /** Rules of which it says nothing, because they are no longer what they were. */
  changed: string[];
  calibration: Calibration;
  cuts: Cuts;
  /** The disposition that it proposes for each verdict: the one that people gave most often. */
  words: { harmless: Disposition; harmful: Disposition };
}

/** What a way of training did on incidents that came after all it had learned from. */
export interface Figures {
  /** How many were learned from, calibrated with and tried on. */
  learned: number;
  calibrated: number;
  tried: number;
  auc: number | null;
  calibrationErrorBefore: number;
  calibrationErrorAfter: number;
  brier: number;
  precision: { asked: number; decided: number; right: number; low: number; high: number };
  shareDecided: number;
  baselines: { majority: Baseline; perRule: Baseline };
  reliability: { before: ReliabilityBin[]; after: ReliabilityBin[] };
}

/** What one would get without a model: everything as most were, or everything as most of its rule were. */
export interface Baseline {
  /** Share of all that would be right. */
  accuracy: number;
  /** Share of all that could be decided with the precision that is asked for, by what was known before. */
  shareDecided: number;
  right: number;
  decided: number;
}
