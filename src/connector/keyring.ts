/** The keys that seal connection secrets: from the configuration, or a file that only its owner may read. */
import { createHash, randomBytes } from "node:crypto";
import { chmodSync, linkSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { InputError } from "../errors.ts";
import { newId } from "../ids.ts";

export interface Keyring {
  /** Seals what is new. */
  current: SealingKey;
  /** Every key that may open, by id in hex. */
  byId: ReadonlyMap<string, SealingKey>;
}

export interface SealingKey {
  /** Eight bytes derived from the key, so that it can be named without being shown. */
  id: Buffer;
  key: Buffer;
}

const KEY_BYTES = 32;

/**
 * The keyring of `sealingKey` (CORDON_KEY) when set, else of the file `<home>/key`, which is made with a random key on first start,
 * readable by its owner alone. Either holds one or several keys, separated by commas or line breaks: the first seals, all open.
 * @throws InputError `config.bad-key`, `config.key-file-open`; the message never repeats a key.
 */
export function readKeyring(config: { home: string; sealingKey: string | undefined }): Keyring {
  if (config.sealingKey !== undefined) return parseKeyring(config.sealingKey, "CORDON_KEY");
  const file = join(config.home, "key");
  makeKeyFile(config.home, file);
  if (process.platform !== "win32" && (statSync(file).mode & 0o077) !== 0) {
    throw new InputError("config.key-file-open", `The key file ${file} can be read by others; run: chmod 600 ${file}`);
  }
  return parseKeyring(readFileSync(file, "utf8"), file);
}

/** Keys written as hex or Base64 of 32 bytes each; `origin` names where they came from, for errors. */
export function parseKeyring(text: string, origin: string): Keyring {
  const keys = text
    .split(/[,\n]/)
    .map((part) => part.trim())
    .filter((part) => part !== "")
    .map((part, index) => sealingKeyOf(readKey(part, origin, index + 1)));
  const current = keys[0];
  if (!current)
    throw new InputError(
      "config.bad-key",
      `${origin} holds no key; expected 32 bytes in hex or Base64, for example the output of: openssl rand -hex 32`,
    );
  return { current, byId: new Map(keys.map((key) => [key.id.toString("hex"), key])) };
}

function readKey(text: string, origin: string, position: number): Buffer {
  const key = /^[0-9a-f]{64}$/i.test(text)
    ? Buffer.from(text, "hex")
    : /^[A-Za-z0-9+/_-]{43}=?$/.test(text)
      ? Buffer.from(text, "base64")
      : undefined;
  if (key?.length !== KEY_BYTES) {
    throw new InputError(
      "config.bad-key",
      `Key ${position} of ${origin} is not 32 bytes in hex (64 digits) or Base64 (44 characters); make one with: openssl rand -hex 32`,
    );
  }
  return key;
}

function sealingKeyOf(key: Buffer): SealingKey {
  return { key, id: createHash("sha256").update("cordon sealing key id\0").update(key).digest().subarray(0, 8) };
}

/** Written aside and linked into place, so that of two processes starting together one makes the key and both read the same, whole file. */
function makeKeyFile(home: string, file: string): void {
  if (statSync(file, { throwIfNoEntry: false })) return;
  mkdirSync(home, { recursive: true, mode: 0o700 });
  const draft = `${file}.${newId()}`;
  try {
    writeFileSync(draft, `${randomBytes(KEY_BYTES).toString("hex")}\n`, { mode: 0o600, flag: "wx" });
    chmodSync(draft, 0o600);
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}
