/** An audit log that was never in a database, for tests and measurements of what is made of one. */
import { generateKeyPairSync } from "node:crypto";
import { originOf, signCheckpoint } from "../../src/evidence/checkpoint.ts";
import { type AuditRow, rowHash } from "../../src/evidence/entry.ts";
import { exportLog, type LogReader, type StoredCheckpoint, type StoredEntry } from "../../src/evidence/export.ts";
import { append, emptyEdge, rootOf, type Subtree } from "../../src/evidence/merkle.ts";
import { keyText, signNote } from "../../src/evidence/note.ts";

export interface MemoryLog extends LogReader {
  size: number;
  /** The export of a part, as the text of a file. */
  exported(first: number, next: number): Promise<string>;
}

const WORKSPACE = "0190a000-0000-7000-8000-000000000001";
const START = Date.parse("2026-03-01T10:00:00Z");

export function memoryRow(n: number): AuditRow {
  return {
    id: String(n * 3 + 7),
    workspaceId: WORKSPACE,
    at: new Date(START + n * 1000).toISOString().replace("Z", "000Z"),
    actor: n % 5 === 0 ? "person:ann@corp.test" : "playbook:credential-phishing@3",
    action: n % 2 === 0 ? "effect-applied" : "incident-opened",
    subjectType: n % 2 === 0 ? "effect" : "incident",
    subjectId: `0190a000-0000-7000-8000-${String(n).padStart(12, "0")}`,
    details: {
      capability: "identity.suspend-user",
      entity: `user:person${n}@corp.test`,
      attempt: n % 3,
      tags: ["a", "b"],
    },
    xid: String(1000 + Math.floor(n / 2)),
  };
}

/** A log of so many entries, with a checkpoint after each `every` of them and at the end. */
export function memoryLog(size: number, every: number): MemoryLog {
  const origin = originOf(WORKSPACE);
  const { publicKey, privateKey } = generateKeyPairSync("ed25519");
  const key = { name: origin, publicKey: publicKey.export({ format: "der", type: "spki" }).subarray(-32), privateKey };
  const edge = emptyEdge();
  const entries: StoredEntry[] = [];
  const signed: StoredCheckpoint[] = [];
  for (let leaf = 0; leaf < size; leaf += 1) {
    const row = memoryRow(leaf);
    const hash = rowHash(row);
    entries.push({ leaf, hash, subtrees: Buffer.concat(append(edge, hash)), row });
    if ((leaf + 1) % every !== 0 && leaf + 1 !== size) continue;
    const at = new Date(START + leaf * 1000);
    signed.push({ size: leaf + 1, note: signCheckpoint({ size: leaf + 1, root: rootOf(edge), at }, key, origin) });
  }
  const log: MemoryLog = {
    origin,
    keys: [keyText(key)],
    size,
    hashes: async (subtrees) => subtrees.map((subtree) => hashOf(entries, subtree)),
    async *entries(first, next) {
      for (let at = first; at < next; at += 100) yield entries.slice(at, Math.min(at + 100, next));
    },
    async checkpoints(first, next) {
      const before = signed.findLast((one) => one.size < first);
      return [
        ...(before === undefined ? [] : [before]),
        ...signed.filter((one) => one.size >= first && one.size <= next),
      ];
    },
    sign: (text) => signNote(text, key),
    async exported(first, next) {
      let text = "";
      const range = { from: null, to: null, first, next, closing: signed.at(-1) as StoredCheckpoint };
      for await (const piece of exportLog(log, range)) text += piece;
      return text;
    },
  };
  return log;
}

function hashOf(entries: StoredEntry[], { level, index }: Subtree): Buffer {
  const { hash, subtrees } = entries[(index + 1) * 2 ** level - 1]!;
  return level === 0 ? hash : subtrees.subarray((level - 1) * 32, level * 32);
}
