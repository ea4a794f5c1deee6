/** Logistic regression, learned one example at a time (FTRL-Proximal: McMahan et al., "Ad Click Prediction: a View from the Trenches", 2013). */
import { PLACES } from "./hashing.ts";

export interface Learned {
  bias: number;
  weights: Float32Array;
}

export interface LearningExample {
  places: number[];
  /** Whether it was harmful. */
  harmful: boolean;
}

const ALPHA = 0.3;
const BETA = 1;
/** What keeps the weight of a name at nothing that was seen too seldom to say something. */
const L1 = 1;
const L2 = 5;
const PASSES = 2;
/** Examples between two pauses. */
const STRETCH = 500;

/** Learns from examples in their order, `PASSES` times over; `pause` lets others have the processor in between. */
export async function learn(examples: readonly LearningExample[], pause: () => Promise<void>): Promise<Learned> {
  const [z, n] = [new Float64Array(PLACES + 1), new Float64Array(PLACES + 1)];
  for (let pass = 0; pass < PASSES; pass += 1) {
    for (const [at, example] of examples.entries()) {
      if (at % STRETCH === STRETCH - 1) await pause();
      learnOne(z, n, example);
    }
  }
  const weights = Float32Array.from({ length: PLACES }, (_none, place) => weightOf(z, n, place, L1));
  return { bias: weightOf(z, n, PLACES, 0), weights };
}

/** The last place is the bias, which nothing holds back. */
function learnOne(z: Float64Array, n: Float64Array, { places, harmful }: LearningExample): void {
  let sum = weightOf(z, n, PLACES, 0);
  for (const place of places) sum += weightOf(z, n, place, L1);
  const gradient = sigmoid(sum) - (harmful ? 1 : 0);
  for (const place of places) update(z, n, place, gradient, weightOf(z, n, place, L1));
  update(z, n, PLACES, gradient, weightOf(z, n, PLACES, 0));
}

function update(z: Float64Array, n: Float64Array, place: number, gradient: number, weight: number): void {
  const before = n[place]!;
  const after = before + gradient * gradient;
  z[place] = z[place]! + gradient - ((Math.sqrt(after) - Math.sqrt(before)) / ALPHA) * weight;
  n[place] = after;
}

function weightOf(z: Float64Array, n: Float64Array, place: number, l1: number): number {
  const value = z[place]!;
  if (Math.abs(value) <= l1) return 0;
  return -(value - Math.sign(value) * l1) / ((BETA + Math.sqrt(n[place]!)) / ALPHA + L2);
}

/** The log-odds of an example, before calibration. */
export function logOdds({ bias, weights }: Learned, places: readonly number[]): number {
  return places.reduce((sum, place) => sum + weights[place]!, bias);
}

/** Log-odds as a probability. */
export function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x));
}
