/** Checks one entry alone: its content, and that it is in the log that was signed. */
import { InputError } from "../errors.ts";
import { openCheckpoint } from "./checkpoint.ts";
import { contentHash } from "./entry.ts";
import { decoded, type ProofLine } from "./line.ts";
import { keyText, parseKey, type VerifierKey } from "./note.ts";
import { rootByInclusion } from "./proof.ts";

export interface ProofVerdict {
  sound: boolean;
  origin: string;
  index: number;
  /** The tree that the entry is in, and when it was signed. */
  size: number | null;
  signedAt: string | null;
  keys: string[];
  keysFromFile: boolean;
  /** What is wrong, in words; null where nothing is. */
  wrong: string | null;
}

/** What the file of a proof says; `trusted` as for an export. @throws InputError `audit.not-an-export`, `audit.bad-key`. */
export function verifyProof(text: string, trusted: readonly VerifierKey[] = []): ProofVerdict {
  const proof = readProof(text);
  const keys = trusted.length > 0 ? trusted : proof.keys.map(parseKey);
  const { wrong, size, signedAt } = judge(proof, keys);
  const { origin, index } = proof;
  const believed = { keys: keys.map(keyText), keysFromFile: trusted.length === 0 };
  return { sound: wrong === null, origin, index, size, signedAt, ...believed, wrong };
}

interface Judged {
  wrong: string | null;
  size: number | null;
  signedAt: string | null;
}

function judge({ origin, note, index, leafHash, entry, proof }: ProofLine, keys: readonly VerifierKey[]): Judged {
  const opened = openCheckpoint(String(note), origin, keys);
  if ("wrong" in opened) return { wrong: `The checkpoint does not hold: ${opened.wrong}.`, size: null, signedAt: null };
  const { size, root, at } = opened;
  const signed = { size, signedAt: at.toISOString() };
  const [hash] = decoded([leafHash]) ?? [];
  const hashes = decoded(proof);
  if (entry === null) return { wrong: `Entry ${index} is gone; only its hash is left.`, ...signed };
  if (contentHash(entry) !== leafHash)
    return { wrong: `Entry ${index} is not what was recorded: its content has another hash.`, ...signed };
  const found = hash && hashes && Number.isSafeInteger(index) && rootByInclusion(index, size, hash, hashes);
  if (found === undefined || found === false || !found.equals(root))
    return { wrong: `Nothing proves that this is entry ${index} of the log of ${size} entries.`, ...signed };
  return { wrong: null, ...signed };
}

function readProof(text: string): ProofLine {
  const proof = parsed(text) as ProofLine | undefined;
  const keys: unknown = proof?.keys;
  if (proof?.kind === "proof" && proof.version === 1 && typeof proof.origin === "string" && Array.isArray(keys))
    if (keys.length <= 100 && keys.every((key) => typeof key === "string")) return proof;
  const message = "This is no proof of an entry; expected a file that cordon audit proof wrote.";
  throw new InputError("audit.not-an-export", message);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) ?? undefined;
  } catch {
    return undefined;
  }
}
