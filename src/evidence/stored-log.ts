/** A workspace's log as the database has it: for exports, and proofs of single entries. */
import { leafOf, leavesBetween } from "../store/audit-log.ts";
import { checkpointsBetween, type SignedCheckpoint } from "../store/audit-signing.ts";
import type { Client } from "../store/database.ts";
import { originOf } from "./checkpoint.ts";
import type { AuditRow } from "./entry.ts";
import type { LogReader } from "./export.ts";
import { encoded, type ProofLine } from "./line.ts";
import { signNote } from "./note.ts";
import { inclusionStretches, stretchHashes, subtreesOf } from "./proof.ts";
import { storedHashes } from "./sequence.ts";
import type { LogKeys } from "./signing.ts";

/** Runs work in a read of its own, in the workspace. */
export type Read = <T>(work: (client: Client) => Promise<T>) => Promise<T>;

/** Some megabytes at most, and usually much less. */
const PAGE = 500;

export function storedLog(read: Read, workspaceId: string, keys: LogKeys): LogReader {
  return {
    origin: originOf(workspaceId),
    keys: keys.texts,
    hashes: (subtrees) => read((client) => storedHashes(client, workspaceId, subtrees)),
    async *entries(first, next) {
      for (let at = first; at < next; at += PAGE)
        yield await read((client) => leavesBetween<AuditRow>(client, workspaceId, at, Math.min(at + PAGE, next)));
    },
    checkpoints: (first, next) => read((client) => checkpointsBetween(client, workspaceId, first, next)),
    sign: (text) => signNote(text, keys.signing),
  };
}

/** What proves that an entry is in the log that a checkpoint was signed for; undefined when it is not. */
export async function proofOf(
  client: Client,
  workspaceId: string,
  { texts }: LogKeys,
  checkpoint: SignedCheckpoint,
  auditId: string,
): Promise<ProofLine | undefined> {
  const found = await leafOf<AuditRow>(client, workspaceId, auditId);
  if (found === undefined || found.leaf >= checkpoint.size) return undefined;
  const stretches = inclusionStretches(found.leaf, checkpoint.size);
  const hashes = await storedHashes(client, workspaceId, subtreesOf(stretches));
  return {
    ...{ kind: "proof", version: 1, origin: originOf(workspaceId), keys: texts, index: found.leaf },
    ...{ leafHash: found.hash.toString("base64"), entry: found.row },
    ...{ proof: encoded(stretchHashes(stretches, hashes)), note: checkpoint.note },
  };
}
