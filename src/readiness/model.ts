/** The readiness model: six dimensions, five levels each, a level a set of probes. Its content is `readiness/*.yaml`. */
import type { Measure } from "./measures.ts";

/** In the recommended order: record before playbooks. The first that is not ready is the lever. */
export const DIMENSIONS = ["capture", "formality", "structure", "accessibility", "integration", "maintenance"] as const;
export type DimensionId = (typeof DIMENSIONS)[number];

/** Level 1 is where everybody begins; it has no probes. */
export const LEVELS = [2, 3, 4, 5] as const;
export type Level = (typeof LEVELS)[number];

interface ProbeHead {
  id: string;
  /** What is so when it is met. */
  says: string;
  /** The command that leads there. */
  next: string;
}

/** Measured over the live system. */
export interface MeasuredProbe extends ProbeHead {
  kind: "measured";
  measure: Measure;
  bound: "at-least" | "at-most";
  value: number;
}

/** Answered by a person, because the system cannot know; the answer is good for so many days. */
export interface StatedProbe extends ProbeHead {
  kind: "stated";
  validDays: number;
}

export type Probe = MeasuredProbe | StatedProbe;

export interface Dimension {
  id: DimensionId;
  title: string;
  question: string;
  /** The level that automated response needs. */
  required: number;
  levels: Record<Level, Probe[]>;
}
