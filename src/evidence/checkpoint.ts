/** Checkpoints (https://c2sp.org/tlog-checkpoint): what a log says of itself at one size, signed, with the time. */
import type { KeyObject } from "node:crypto";
import { openNote, signNote, type VerifierKey } from "./note.ts";

export interface Checkpoint {
  size: number;
  root: Buffer;
  /** When it was signed. */
  at: Date;
}

/** The name of a workspace's log, in its checkpoints and of its keys. */
export function originOf(workspaceId: string): string {
  return `cordon/audit/${workspaceId}`;
}

/** The signed note of a checkpoint. */
export function signCheckpoint(
  { size, root, at }: Checkpoint,
  key: VerifierKey & { privateKey: KeyObject },
  origin: string,
): string {
  return signNote(`${origin}\n${size}\n${root.toString("base64")}\n`, key, at);
}

/** The checkpoint in a note of this log, signed with one of the keys; else what is wrong with it. */
export function openCheckpoint(
  note: string,
  origin: string,
  keys: readonly VerifierKey[],
): Checkpoint | { wrong: string } {
  const opened = openNote(note, keys);
  if ("wrong" in opened) return opened;
  const [named, size = "", encoded = "", ...rest] = opened.text.split("\n");
  const root = Buffer.from(encoded, "base64");
  if (named !== origin) return { wrong: "it is of another log" };
  if (!/^(0|[1-9]\d{0,15})$/.test(size) || root.length !== 32 || rest.length !== 1)
    return { wrong: "it does not read as a checkpoint" };
  return opened.at === undefined ? { wrong: "its time is not signed" } : { size: Number(size), root, at: opened.at };
}
