import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestStore, testStore } from "../../test/support/database.ts";
import { newId } from "../ids.ts";
import { appendAudit } from "../store/audit.ts";
import { type Client, transaction } from "../store/database.ts";
import type { Haste, Writer } from "./kind.ts";
import { plainWriter } from "./plain-writer.ts";
import { newRecorder, type Recorded, type Recording } from "./recorder.ts";
import { insertRuns } from "./run-table.ts";

let store: TestStore;
beforeAll(async () => {
  store = await testStore();
});
afterAll(() => store?.close());

const note = (client: Client, subjects: string[]) =>
  appendAudit(
    client,
    subjects.map((subjectId) => ({
      ...{ workspaceId: store.workspaceId, actor: "system", action: "noted", subjectType: "run", subjectId },
    })),
  );
const plain = plainWriter("plain", 1, note) as Writer;

async function begun(owner: string): Promise<string> {
  const [id, subjectId, programId] = [newId(), newId(), newId()];
  const run = { id, workspaceId: store.workspaceId, subjectId, programId, state: {} };
  await transaction(store.database.system, (client) => insertRuns(client, [run], owner));
  return id;
}

function recording(id: string, writer: Writer): Recording {
  const move = { id, epoch: 0, workspaceId: store.workspaceId, state: { moved: true }, status: "running" };
  return {
    move: { ...move, release: false, wakeAt: null, outcome: null, error: null, position: 0, steps: [] },
    writes: [{ writer, row: id }],
  };
}

async function found(id: string): Promise<{ moved: boolean; notes: number }> {
  const { rows } = await store.database.system.query<{ moved: boolean; notes: number }>(
    `SELECT state ? 'moved' AS moved, (SELECT count(*)::int FROM audit WHERE subject_id = $1::text) AS notes FROM runs WHERE id = $1::uuid`,
    [id],
  );
  return rows[0]!;
}

function record(owner: string, ...recordings: Recording[]): Promise<Recorded[]> {
  return Promise.all(recordings.map(newRecorder(store.database.hot, owner).add));
}

test("writes moves and what belongs to them, and answers each writer's rows", async () => {
  const owner = newId();
  const ids = [await begun(owner), await begun(owner)];
  const answers: Writer = { name: "answers", order: 2, write: async (_client, rows) => rows.map((row) => `of ${row}`) };
  expect(await record(owner, recording(ids[0]!, answers), recording(ids[1]!, plain))).toEqual([
    { owned: true, outputs: [`of ${ids[0]}`] },
    { owned: true, outputs: [undefined] },
  ]);
  expect(await Promise.all(ids.map(found))).toEqual([
    { moved: true, notes: 0 },
    { moved: true, notes: 1 },
  ]);
});

test("of a run that somebody else took over it writes nothing, and of its neighbours everything, once", async () => {
  const owner = newId();
  const [ours, theirs] = [await begun(owner), await begun(newId())];
  expect(await record(owner, recording(ours, plain), recording(theirs, plain))).toEqual([
    { owned: true, outputs: [undefined] },
    { owned: false, outputs: [undefined] },
  ]);
  expect(await found(ours)).toEqual({ moved: true, notes: 1 });
  expect(await found(theirs)).toEqual({ moved: false, notes: 0 });
});

test("a writer that fails takes everything back, whether it had sent its last statement or not", async () => {
  const failing = (last: boolean): Writer => ({
    name: "failing",
    order: 1,
    async write(client: Client, rows: unknown[], haste?: Haste) {
      const noted = note(client, rows as string[]);
      const broken = client.query("SELECT 1 / 0");
      if (last) haste?.sentAll();
      await Promise.all([noted, broken]);
      return rows;
    },
  });
  const owner = newId();
  const id = await begun(owner);
  for (const last of [true, false]) {
    await expect(record(owner, recording(id, failing(last)))).rejects.toMatchObject({ code: "22012" });
    expect(await found(id)).toEqual({ moved: false, notes: 0 });
  }
});

test("a writer that fails before it has sent anything leaves nothing of its neighbours", async () => {
  const faulty: Writer = { name: "faulty", order: 2, write: () => Promise.reject(new TypeError("a fault of ours")) };
  const owner = newId();
  const id = await begun(owner);
  const both = { ...recording(id, plain), writes: [plain, faulty].map((writer) => ({ writer, row: id })) };
  await expect(record(owner, both)).rejects.toThrow("a fault of ours");
  expect(await found(id)).toEqual({ moved: false, notes: 0 });
});
