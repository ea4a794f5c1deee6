/** What a signed note says of the log, to be read; whether it holds is for `cordon audit verify` to say. */
export interface ShownCheckpoint {
  origin: string;
  size: string;
  root: string;
  /** Names of those who signed. */
  signers: string[];
}

/** Of a checkpoint as https://c2sp.org/tlog-checkpoint writes it: name, size and root hash, then after an empty line a signature a line. */
export function checkpointOf(note: string): ShownCheckpoint {
  const [text = "", signatures = ""] = note.split("\n\n", 2);
  const [origin = "", size = "", root = ""] = text.split("\n");
  const names = [...signatures.matchAll(/^\u2014 (\S+) /gm)].map(([, name]) => name ?? "");
  return { origin, size, root, signers: [...new Set(names)] };
}
