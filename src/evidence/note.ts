/** Signed notes (https://c2sp.org/signed-note): text that keys have signed, and the one line that a key is handed out as. */
import { createPublicKey, type KeyObject, sign, verify } from "node:crypto";
import { InputError } from "../errors.ts";
import { sha256 } from "../ids.ts";

/** Ed25519 over the text. */
const PLAIN = 1;
/** Ed25519 over the text and a time (https://c2sp.org/tlog-cosignature). */
const TIMED = 4;
/** What stands before the 32 bytes of an Ed25519 key in its SPKI form (RFC 8410). */
const SPKI = Buffer.from("302a300506032b6570032100", "hex");
const SIGNATURE_LINE = /^\u2014 ([^\s+]{1,300}) ([A-Za-z0-9+/]+={0,2})$/;
/** As many as every reader of notes takes. */
const MOST_SIGNATURES = 16;

export interface VerifierKey {
  name: string;
  /** 32 bytes. */
  publicKey: Buffer;
}

/** The key as text: `<name>+<id>+<type and key in Base64>`. */
export function keyText(key: VerifierKey): string {
  const typed = Buffer.concat([Buffer.from([PLAIN]), key.publicKey]);
  return `${key.name}+${keyId(key, PLAIN).toString("hex")}+${typed.toString("base64")}`;
}

/** Reads what {@link keyText} wrote. @throws InputError `audit.bad-key`. */
export function parseKey(text: string): VerifierKey {
  const [, name, id, typed] = /^([^\s+]{1,300})\+([0-9a-f]{8})\+([A-Za-z0-9+/]{44})$/.exec(text.trim()) ?? [];
  const bytes = Buffer.from(typed ?? "", "base64");
  const key = { name: name ?? "", publicKey: bytes.subarray(1) };
  if (name !== undefined && bytes.length === 33 && bytes[0] === PLAIN && keyId(key, PLAIN).toString("hex") === id)
    return key;
  const message = `This is no key of an audit log: "${text.trim().slice(0, 80)}"; expected the line that cordon audit key prints, <name>+<8 hex digits>+<Base64>.`;
  throw new InputError("audit.bad-key", message);
}

/** The note over `text`, which ends with a line break. With a time, a second signature says when. */
export function signNote(text: string, key: VerifierKey & { privateKey: KeyObject }, at?: Date): string {
  const plain = sign(null, Buffer.from(text, "utf8"), key.privateKey);
  const lines = [signatureLine(key, PLAIN, plain)];
  if (at !== undefined) {
    const seconds = Math.floor(at.getTime() / 1000);
    const time = Buffer.alloc(8);
    time.writeBigUInt64BE(BigInt(seconds));
    const timed = sign(null, timedText(text, seconds), key.privateKey);
    lines.push(signatureLine(key, TIMED, Buffer.concat([time, timed])));
  }
  return `${text}\n${lines.join("")}`;
}

function signatureLine(key: VerifierKey, type: number, signature: Buffer): string {
  return `\u2014 ${key.name} ${Buffer.concat([keyId(key, type), signature]).toString("base64")}\n`;
}

function timedText(text: string, seconds: number): Buffer {
  return Buffer.from(`cosignature/v1\ntime ${seconds}\n${text}`, "utf8");
}

function keyId({ name, publicKey }: VerifierKey, type: number): Buffer {
  const seed = Buffer.concat([Buffer.from(`${name}\n`, "utf8"), Buffer.from([type]), publicKey]);
  return Buffer.from(sha256(seed).slice(0, 8), "hex");
}

export interface OpenedNote {
  text: string;
  /** The key that signed. */
  by: VerifierKey;
  /** When it was signed, where that was signed too. */
  at: Date | undefined;
}

/** The text of a note that one of the keys has signed; else what is wrong with it. Signatures of other keys do not count, and do no harm. */
export function openNote(note: string, keys: readonly VerifierKey[]): OpenedNote | { wrong: string } {
  const end = note.lastIndexOf("\n\n") + 1;
  const text = note.slice(0, end);
  const lines = note.slice(end + 1).split("\n");
  if (end === 0 || lines.pop() !== "" || lines.length === 0 || lines.length > MOST_SIGNATURES)
    return { wrong: "it has no text with signatures under it" };
  const found: Partial<OpenedNote> = {};
  for (const line of lines) {
    const [, name, encoded] = SIGNATURE_LINE.exec(line) ?? [];
    if (name === undefined) return { wrong: "a line under its text is no signature" };
    const bytes = Buffer.from(encoded ?? "", "base64");
    // Bits that Base64 leaves over would let somebody change the file and not what it says.
    if (bytes.toString("base64") !== encoded)
      return { wrong: "a signature under its text is written in a way that nobody writes it" };
    const signer = signerOf(name, bytes.subarray(0, 4), keys);
    if (signer === undefined) continue;
    const signature = bytes.subarray(4);
    if (!holds(text, signature, signer)) return { wrong: "its signature does not fit its text" };
    if (signer.type === PLAIN) found.by = signer.key;
    else found.at = new Date(Number(signature.readBigUInt64BE(0)) * 1000);
  }
  if (found.by === undefined) return { wrong: "it is not signed with a key that is known here" };
  return { text, by: found.by, at: found.at };
}

interface Signer {
  key: VerifierKey;
  type: number;
}

function signerOf(name: string, id: Buffer, keys: readonly VerifierKey[]): Signer | undefined {
  for (const key of keys)
    for (const type of [PLAIN, TIMED]) if (key.name === name && keyId(key, type).equals(id)) return { key, type };
  return undefined;
}

function holds(text: string, signature: Buffer, { key, type }: Signer): boolean {
  if (signature.length !== (type === PLAIN ? 64 : 72)) return false;
  const spki = Buffer.concat([SPKI, key.publicKey]);
  const publicKey = createPublicKey({ key: spki, format: "der", type: "spki" });
  if (type === PLAIN) return verify(null, Buffer.from(text, "utf8"), publicKey, signature);
  const seconds = Number(signature.readBigUInt64BE(0));
  return seconds < 1e11 && verify(null, timedText(text, seconds), publicKey, signature.subarray(8));
}
