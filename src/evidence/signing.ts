/** The log of a workspace signs what it is: a key of its own, made when first needed and kept sealed, and checkpoints that never contradict one another. */
import { createPrivateKey, generateKeyPairSync, type KeyObject } from "node:crypto";
import { RefusedError } from "../errors.ts";
import { newId } from "../ids.ts";
import { subtreeHashes } from "../store/audit-leaf.ts";
import {
  addAuditKey,
  addCheckpoint,
  auditKeys,
  lastCheckpoint,
  lockSigning,
  type SignedCheckpoint,
  type StoredKey,
  unsignedSince,
} from "../store/audit-signing.ts";
import { type Client, type Pool, transaction } from "../store/database.ts";
import { originOf, signCheckpoint } from "./checkpoint.ts";
import { cover, edgeOf, rootOf } from "./merkle.ts";
import { keyText, type VerifierKey } from "./note.ts";
import { edgeNow } from "./sequence.ts";

/** Seals secrets for one place each, and opens them there. */
export interface Sealing {
  seal(context: string, secrets: Record<string, string>): Buffer;
  open(context: string, sealed: Uint8Array): Record<string, string>;
}

export interface LogKeys {
  signing: VerifierKey & { privateKey: KeyObject };
  /** All that sign or have signed, as text; the one that signs first. */
  texts: string[];
}

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

/** The keys of a workspace's log; the first is made when there is none. @throws RefusedError `seal.unknown-key`, `seal.tampered`. */
export async function keysOf(client: Client, sealing: Sealing, workspaceId: string): Promise<LogKeys> {
  await lockSigning(client, workspaceId);
  const stored = await auditKeys(client, workspaceId);
  if (stored.length === 0) stored.push(await addKey(client, sealing, workspaceId));
  const name = originOf(workspaceId);
  const [{ id, publicKey, sealed }] = stored as [StoredKey];
  const { key = "" } = sealing.open(contextOf(workspaceId, id), sealed);
  const privateKey = createPrivateKey({ key: Buffer.from(key, "base64"), format: "der", type: "pkcs8" });
  return {
    signing: { name, publicKey, privateKey },
    texts: stored.map((one) => keyText({ name, publicKey: one.publicKey })),
  };
}

async function addKey(client: Client, { seal }: Sealing, workspaceId: string): Promise<StoredKey> {
  const { publicKey, privateKey } = generateKeyPairSync("ed25519");
  const id = newId();
  const key = privateKey.export({ format: "der", type: "pkcs8" }).toString("base64");
  const stored = {
    id,
    publicKey: publicKey.export({ format: "der", type: "spki" }).subarray(-32),
    sealed: seal(contextOf(workspaceId, id), { key }),
  };
  await addAuditKey(client, workspaceId, stored);
  return stored;
}

function contextOf(workspaceId: string, keyId: string): string {
  return `${workspaceId}/audit-key/${keyId}`;
}

/**
 * Signs the tree as it is now, unless the same was signed within the minute. @throws RefusedError `audit.inconsistent` when it does not go on from what was signed before: somebody has changed the stored tree.
 */
export async function signNow(
  client: Client,
  sealing: Sealing,
  workspaceId: string,
  now: Date,
): Promise<SignedCheckpoint> {
  const { signing } = await keysOf(client, sealing, workspaceId);
  const edge = await edgeNow(client, workspaceId);
  const last = await lastCheckpoint(client, workspaceId);
  if (last !== undefined && !(await contains(client, workspaceId, last, edge.size))) {
    const message = `The audit log is not the one that was signed on ${last.at.toISOString()} with ${last.size} entries; nothing is signed. Export it and look: cordon audit export, cordon audit verify.`;
    throw new RefusedError("audit.inconsistent", message);
  }
  if (last?.size === edge.size && now.getTime() - last.at.getTime() < MINUTE_MS) return last;
  const root = rootOf(edge);
  const checkpoint = { size: edge.size, root, at: now };
  const note = signCheckpoint(checkpoint, signing, signing.name);
  await addCheckpoint(client, workspaceId, { ...checkpoint, note });
  return { ...checkpoint, note };
}

async function contains(
  client: Client,
  workspaceId: string,
  { size, root }: SignedCheckpoint,
  now: number,
): Promise<boolean> {
  if (size > now) return false;
  const parts = cover(0, size);
  const hashes = await subtreeHashes(client, workspaceId, parts);
  return hashes.length === parts.length && rootOf(edgeOf(size, hashes)).equals(root);
}

/** Signs each log that was not signed for an hour; answers how many. One that cannot be signed does not keep the others from it. */
export async function signDue(pool: Pool, sealing: Sealing, now: Date): Promise<number> {
  const due = await unsignedSince(pool, new Date(now.getTime() - HOUR_MS));
  const signed = await Promise.allSettled(
    due.map((workspaceId) => transaction(pool, (client) => signNow(client, sealing, workspaceId, now))),
  );
  const failed = signed.find((one) => one.status === "rejected");
  if (failed !== undefined) throw failed.reason;
  return due.length;
}
