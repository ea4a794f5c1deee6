import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestStore, testStore } from "../../test/support/database.ts";
import { parseKeyring } from "../connector/keyring.ts";
import { sealingWith } from "../connector/seal.ts";
import { appendAudit } from "../store/audit.ts";
import { subtreeHashes, treeSize } from "../store/audit-leaf.ts";
import { leavesBetween } from "../store/audit-log.ts";
import { transaction } from "../store/database.ts";
import { openCheckpoint, originOf } from "./checkpoint.ts";
import { type AuditRow, rowHash } from "./entry.ts";
import { append, cover, edgeOf, emptyEdge, rootOf } from "./merkle.ts";
import { parseKey } from "./note.ts";
import { newSequencer } from "./sequence.ts";
import { keysOf, signDue, signNow } from "./signing.ts";

let store: TestStore;
beforeAll(async () => {
  store = await testStore();
});
afterAll(() => store?.close());

const sealing = sealingWith(parseKeyring("11".repeat(32), "test"));
const entry = (subjectId: string, workspaceId = store.workspaceId) => ({
  ...{ workspaceId, actor: "system", action: "incident-opened", subjectType: "incident", subjectId },
  details: { of: subjectId, ü: 1.5 },
});
const write = (...ids: string[]) =>
  appendAudit(
    store.database.system,
    ids.map((id) => entry(id)),
  );
const leaves = async (workspaceId = store.workspaceId) =>
  leavesBetween<AuditRow>(store.database.system, workspaceId, 0, 100_000);
const subjects = async () => (await leaves()).map(({ row }) => row!.subjectId);

describe("the sequencer", () => {
  it("takes each row once, in every workspace's own tree", async () => {
    const other = await store.addWorkspace("other");
    await write("a", "b");
    await appendAudit(store.database.system, [entry("x", other)]);
    const [one, two] = [newSequencer(store.database.system), newSequencer(store.database.system)];
    await Promise.all([one.all(), two.all()]);
    await write("c");
    await Promise.all([one.next(), two.next(), one.all()]);
    expect(await subjects()).toEqual(["a", "b", "c"]);
    expect((await leaves(other)).map(({ leaf, row }) => [leaf, row!.subjectId])).toEqual([[0, "x"]]);
    expect(await one.next()).toBe(0);
  });

  it("waits for a transaction that began before, and makes no writer wait", async () => {
    const sequencer = newSequencer(store.database.system);
    const slow = await store.database.system.connect();
    await slow.query("BEGIN");
    await appendAudit(slow, [entry("slow")]);
    await write("fast");
    await sequencer.all();
    expect(await subjects()).not.toContain("fast");
    await slow.query("COMMIT");
    slow.release();
    await write("later");
    await sequencer.all();
    expect((await subjects()).slice(-3)).toEqual(["slow", "fast", "later"]);
  });

  it("takes the rows of a database that was brought here from elsewhere, whose transactions counted further", async () => {
    const sequencer = newSequencer(store.database.system);
    await sequencer.all();
    await store.database.system.query(
      `INSERT INTO audit (workspace_id, actor, action, subject_type, subject_id, xid) VALUES ($1, 'system', 'a', 't', 'foreign', '900000000000')`,
      [store.workspaceId],
    );
    await write("ours");
    await newSequencer(store.database.system).all();
    await sequencer.all();
    await write("after");
    await sequencer.all();
    expect((await subjects()).slice(-3)).toEqual(["ours", "foreign", "after"]);
  });

  it("keeps every hash that a proof may need one row away", async () => {
    await write(...Array.from({ length: 1_500 }, (_, n) => `many ${n}`));
    await newSequencer(store.database.system).all();
    const all = await leaves();
    const edge = emptyEdge();
    for (const { row, hash } of all) {
      expect(hash).toEqual(rowHash(row as AuditRow));
      append(edge, hash);
    }
    const size = await treeSize(store.database.system, store.workspaceId);
    expect(size).toBe(all.length);
    for (const [from, to] of [
      [0, size],
      [5, 1_207],
      [1_024, 1_280],
    ] as const) {
      const parts = cover(from, to);
      const hashes = await subtreeHashes(store.database.system, store.workspaceId, parts);
      expect(hashes).toHaveLength(parts.length);
      if (from === 0) expect(rootOf(edgeOf(size, hashes))).toEqual(rootOf(edge));
    }
  });

  it("makes leaves that nobody rewrites", async () => {
    await expect(store.database.system.query("UPDATE audit_leaves SET hash = hash")).rejects.toThrow(
      /permission denied/,
    );
    await expect(store.database.app.query("INSERT INTO audit_leaves SELECT * FROM audit_leaves")).rejects.toThrow(
      /permission denied/,
    );
  });
});

describe("the log", () => {
  const sign = (now: Date) =>
    transaction(store.database.system, (client) => signNow(client, sealing, store.workspaceId, now));

  it("signs itself with a key of its own, at least once an hour", async () => {
    const now = new Date("2026-03-01T10:00:00Z");
    const { texts } = await transaction(store.database.system, (client) => keysOf(client, sealing, store.workspaceId));
    const { note, size, root } = await sign(now);
    expect(openCheckpoint(note, originOf(store.workspaceId), texts.map(parseKey))).toEqual({ size, root, at: now });
    expect(await sign(new Date(now.getTime() + 30_000))).toMatchObject({ at: now });
    const minutes = (count: number) =>
      signDue(store.database.system, sealing, new Date(now.getTime() + count * 60_000));
    expect([await minutes(59), await minutes(60), await minutes(61), await minutes(121)]).toEqual([1, 1, 0, 2]);
    const sealed = await store.database.system.query<{ text: string }>(
      "SELECT encode(sealed_key, 'escape') AS text FROM audit_keys",
    );
    expect(sealed.rows[0]!.text).not.toContain('"key"');
  });

  it("signs nothing that contradicts what it signed before", async () => {
    await store.database.system.query(
      "INSERT INTO audit_checkpoints (id, workspace_id, size, root, note, at) VALUES (gen_random_uuid(), $1, 100000, $2, '', now())",
      [store.workspaceId, Buffer.alloc(32)],
    );
    await expect(sign(new Date())).rejects.toMatchObject({ code: "audit.inconsistent" });
  });
});
