/** Records moves of many runs in one commit, with the rows their kinds want written beside. */

import { type Client, type Pool, together, transaction, transactionSending } from "../store/database.ts";
import { isUnexpected } from "../store/failure.ts";
import { type GroupCommit, groupCommit } from "../store/group-commit.ts";
import type { Haste, Write, Writer } from "./kind.ts";
import { type RecordedMove, recordMoves } from "./run-table.ts";

export interface Recording {
  move: RecordedMove;
  writes: Write[];
}

/** Whether the run was still ours, and what each of its writes answered. */
export interface Recorded {
  owned: boolean;
  outputs: unknown[];
}

/**
 * A second commit is begun beside one that is being written once so many moves wait. Most of what a move costs the server is what its statements cost,
 * however many moves they write: of eight in one commit each costs it a third more than one of sixteen does.
 */
const LANE_MOVES = 24;

/** For the same reason: where moves come together, what comes within this is written with the next; one that comes alone waits for nobody. */
const GATHER = { perItemMs: 1, mostMs: 20, enough: 32 };

export function newRecorder(pool: Pool, owner: string): GroupCommit<Recording, Recorded> {
  return groupCommit({
    lanes: 2,
    laneWeight: LANE_MOVES,
    maxBatch: 64,
    gather: GATHER,
    write: (items: Recording[]) =>
      recordHastily(pool, owner, items).catch((error) => {
        if (!isUnexpected(error)) throw error;
        return recordCarefully(pool, owner, items);
      }),
  });
}

/**
 * Taken for granted: the runs are still ours, as nearly always. Nothing waits for the word of it, and the COMMIT goes out behind the last statement:
 * a move that only ends something is one round trip.
 * @throws what {@link isUnexpected} knows when one is not ours any more, or a writer found what it had not expected; then nothing was written.
 */
async function recordHastily(pool: Pool, owner: string, items: Recording[]): Promise<Recorded[]> {
  let answered: Promise<Map<Write, unknown>> | undefined;
  await transactionSending(pool, async (client) => {
    const moved = recordMoves(client, owner, movesOf(items), { all: true });
    // What fails first says why: after it the server refuses whatever else was sent.
    const first = moved.then(
      () => null,
      (error: unknown) => ({ error }),
    );
    const begun = beginWriters(client, writesOf(items));
    answered = begun.answered;
    answered.catch(() => {});
    try {
      await begun.sent;
    } catch (error) {
      throw (await first)?.error ?? error;
    }
    return { result: undefined, sent: [moved, answered] };
  });
  const outputs = await answered!;
  return items.map(({ writes }) => ({ owned: true, outputs: writes.map((write) => outputs.get(write)) }));
}

/** Looks which runs are still ours before anything is written for them. */
function recordCarefully(pool: Pool, owner: string, items: Recording[]): Promise<Recorded[]> {
  return transaction(pool, async (client) => {
    const owned = await recordMoves(client, owner, movesOf(items), { all: false });
    const kept = items.filter((item) => owned.has(item.move.id));
    const groups = byWriter(writesOf(kept));
    const outputs = outputsOf(
      groups,
      await together(groups.map(([writer, group]) => writer.write(client, rowsOf(group)))),
    );
    return items.map((item) => ({
      owned: owned.has(item.move.id),
      outputs: item.writes.map((write) => outputs.get(write)),
    }));
  });
}

/** Begun in their order, not waited for one by one: the connection keeps the order of their statements. */
function beginWriters(
  client: Client,
  writes: Write[],
): { sent: Promise<unknown>; answered: Promise<Map<Write, unknown>> } {
  const groups = byWriter(writes);
  const begun = groups.map(([writer, group]) => withHaste((haste) => writer.write(client, rowsOf(group), haste)));
  return {
    sent: together(begun.map(({ sent }) => sent)),
    answered: together(begun.map(({ answered }) => answered)).then((answers) => outputsOf(groups, answers)),
  };
}

/** `sent` resolves when the work says that it has sent all, or has ended. */
function withHaste<T>(work: (haste: Haste) => Promise<T>): { sent: Promise<void>; answered: Promise<T> } {
  const { promise: sent, resolve, reject } = Promise.withResolvers<void>();
  const answered = work({ sentAll: resolve });
  answered.then(() => resolve(), reject);
  return { sent, answered };
}

function byWriter(writes: Write[]): [Writer, Write[]][] {
  const groups = new Map<Writer, Write[]>();
  for (const write of writes) {
    const group = groups.get(write.writer);
    if (group === undefined) groups.set(write.writer, [write]);
    else group.push(write);
  }
  return [...groups].sort(([a], [b]) => a.order - b.order);
}

function outputsOf(groups: [Writer, Write[]][], answers: readonly unknown[][]): Map<Write, unknown> {
  const outputs = new Map<Write, unknown>();
  groups.forEach(([, group], at) => {
    group.forEach((write, index) => {
      outputs.set(write, answers[at]![index]);
    });
  });
  return outputs;
}

const movesOf = (items: Recording[]) => items.map(({ move }) => move);
const writesOf = (items: Recording[]) => items.flatMap(({ writes }) => writes);
const rowsOf = (group: Write[]) => group.map(({ row }) => row);
