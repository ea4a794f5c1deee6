/** A model as bytes and back, named by its content: one that was altered is not used. */
import { DefectError } from "../errors.ts";
import { hashOf, sha256 } from "../ids.ts";
import type { StoredWeights } from "../store/triage.ts";
import { PLACES } from "./hashing.ts";
import type { TriageModel } from "./model.ts";

type Parts = Omit<TriageModel, "bias" | "weights" | "known">;

/** The bytes of a model, little-endian as every machine that Node runs on, and their hash. */
export function storedOf({ bias, weights, known, ...parts }: TriageModel): StoredWeights & { hash: string } {
  const stored = { bias, weights: Buffer.from(weights.buffer), known: Buffer.from(known), parts: { ...parts } };
  return { ...stored, hash: hashOfStored(stored) };
}

/** @throws DefectError `triage.altered` when the bytes are not those of the hash. */
export function modelOf({ hash, ...stored }: StoredWeights & { hash: string }): TriageModel {
  const { bias, weights, known, parts } = stored;
  if (hashOfStored(stored) !== hash || known.length !== PLACES)
    throw new DefectError("triage.altered", "A triage model is not what was trained; train another.");
  const bytes = new Uint8Array(weights).buffer;
  return { ...(parts as unknown as Parts), bias, weights: new Float32Array(bytes), known: new Uint8Array(known) };
}

function hashOfStored({ bias, weights, known, parts }: StoredWeights): string {
  return hashOf({ bias, weights: sha256(weights), known: sha256(known), parts });
}
