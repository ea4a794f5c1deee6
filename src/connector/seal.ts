/**
 * Secrets at rest: each connection's secrets are encrypted with a random data key of their own, and that key with the master key
 * (AES-256-GCM both times, NIST SP 800-38D). Rotating the master key rewraps 32 bytes and touches no secret.
 *
 * Layout: version 1 | key id 8 | nonce 12, wrapped data key 32, tag 16 | nonce 12, ciphertext, tag 16.
 */
import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { DefectError, RefusedError } from "../errors.ts";
import type { Keyring, SealingKey } from "./keyring.ts";

const VERSION = 1;
const NONCE = 12;
const TAG = 16;
const DATA_KEY = 32;
const HEADER = 1 + 8;
const WRAPPED = NONCE + DATA_KEY + TAG;

/** What binds a sealed value to its place: a row copied to another connection or workspace does not open there. */
export function sealContext(workspaceId: string, connectionId: string): string {
  return `${workspaceId}/${connectionId}`;
}

/** Seals named secrets for one place (see {@link sealContext}) with the keyring's current key. */
export function sealSecrets(keyring: Keyring, context: string, secrets: Record<string, string>): Buffer {
  const dataKey = randomBytes(DATA_KEY);
  const wrapped = wrapKey(keyring.current, dataKey);
  const sealed = encrypt(dataKey, dataAad(context), Buffer.from(JSON.stringify(secrets), "utf8"));
  dataKey.fill(0);
  return Buffer.concat([wrapped, sealed]);
}

/**
 * The secrets that {@link sealSecrets} sealed for the same place.
 * @throws RefusedError `seal.unknown-key` when the keyring lacks the key it was sealed with; `seal.tampered` when it was altered or belongs elsewhere.
 */
export function openSecrets(keyring: Keyring, context: string, sealed: Uint8Array): Record<string, string> {
  const bytes = asBuffer(sealed);
  const dataKey = unwrapKey(keyring, bytes);
  const plain = decrypt(dataKey, dataAad(context), bytes.subarray(HEADER + WRAPPED));
  dataKey.fill(0);
  const secrets: unknown = JSON.parse(plain.toString("utf8"));
  if (typeof secrets !== "object" || secrets === null)
    throw new DefectError("seal.not-secrets", "A sealed value opened to something that is not a set of secrets.");
  return secrets as Record<string, string>;
}

/** What seals and opens, for whoever is not to know the keys. */
export function sealingWith(keyring: Keyring) {
  return {
    seal: (context: string, secrets: Record<string, string>) => sealSecrets(keyring, context, secrets),
    open: (context: string, sealed: Uint8Array) => openSecrets(keyring, context, sealed),
  };
}

/** The same secrets under the keyring's current key; the bytes given when they already are. Same errors as {@link openSecrets}. */
export function rewrap(keyring: Keyring, sealed: Uint8Array): Buffer {
  const bytes = asBuffer(sealed);
  const dataKey = unwrapKey(keyring, bytes);
  if (keyring.current.id.equals(bytes.subarray(1, HEADER))) return bytes;
  const wrapped = wrapKey(keyring.current, dataKey);
  dataKey.fill(0);
  return Buffer.concat([wrapped, bytes.subarray(HEADER + WRAPPED)]);
}

function wrapKey(master: SealingKey, dataKey: Buffer): Buffer {
  const header = Buffer.concat([Buffer.from([VERSION]), master.id]);
  return Buffer.concat([header, encrypt(master.key, header, dataKey)]);
}

function unwrapKey(keyring: Keyring, bytes: Buffer): Buffer {
  if (bytes.length < HEADER + WRAPPED + NONCE + TAG || bytes[0] !== VERSION)
    throw tampered("is not in the sealed form this version knows");
  const header = bytes.subarray(0, HEADER);
  const id = header.subarray(1).toString("hex");
  const master = keyring.byId.get(id);
  if (!master) {
    throw new RefusedError(
      "seal.unknown-key",
      `Secrets are sealed with key ${id}, and this process has ${[...keyring.byId.keys()].join(", ")}. Start with the key they were sealed with (CORDON_KEY or the key file), or enter the secrets again.`,
      { details: { keyId: id } },
    );
  }
  return decrypt(master.key, header, bytes.subarray(HEADER, HEADER + WRAPPED));
}

function dataAad(context: string): Buffer {
  return Buffer.from(`cordon secrets v${VERSION}\0${context}`, "utf8");
}

/** nonce | ciphertext | tag. A random nonce is safe here: a data key encrypts once, a master key far fewer than 2^32 times. */
function encrypt(key: Buffer, aad: Buffer, plain: Buffer): Buffer {
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv("aes-256-gcm", key, nonce, { authTagLength: TAG }).setAAD(aad);
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

function decrypt(key: Buffer, aad: Buffer, sealed: Buffer): Buffer {
  const decipher = createDecipheriv("aes-256-gcm", key, sealed.subarray(0, NONCE), { authTagLength: TAG }).setAAD(aad);
  decipher.setAuthTag(sealed.subarray(-TAG));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(NONCE, -TAG)), decipher.final()]);
  } catch {
    throw tampered("was altered, or belongs elsewhere");
  }
}

function tampered(what: string): RefusedError {
  return new RefusedError(
    "seal.tampered",
    `A sealed secret ${what}; it was not opened. Enter the secrets again, or restore the row from a backup.`,
  );
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
