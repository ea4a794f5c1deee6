/** Records moves of many runs in one commit, with the rows their kinds want written beside. */

import { type Pool, together, transaction } from "../store/database.ts";
import { type GroupCommit, groupCommit } from "../store/group-commit.ts";
import type { Write, Writer } from "./kind.ts";
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

export function newRecorder(pool: Pool, owner: string): GroupCommit<Recording, Recorded> {
  return groupCommit({
    lanes: 2,
    laneWeight: LANE_MOVES,
    maxBatch: 64,
    write: (items: Recording[]) =>
      transaction(pool, async (client) => {
        const owned = await recordMoves(
          client,
          owner,
          items.map((item) => item.move),
        );
        const kept = items.filter((item) => owned.has(item.move.id));
        const outputs = await runWriters(
          kept.flatMap((item) => item.writes),
          (writer, rows) => writer.write(client, rows),
        );
        return items.map((item) => ({
          owned: owned.has(item.move.id),
          outputs: item.writes.map((write) => outputs.get(write)),
        }));
      }),
  });
}

async function runWriters(
  writes: Write[],
  run: (writer: Writer, rows: unknown[]) => Promise<unknown[]>,
): Promise<Map<Write, unknown>> {
  const byWriter = new Map<Writer, Write[]>();
  for (const write of writes) {
    const group = byWriter.get(write.writer);
    if (group === undefined) byWriter.set(write.writer, [write]);
    else group.push(write);
  }
  const groups = [...byWriter].sort(([a], [b]) => a.order - b.order);
  // Begun in their order, not waited for one by one: the connection keeps the order of their statements.
  const answers = await together(
    groups.map(([writer, group]) =>
      run(
        writer,
        group.map((write) => write.row),
      ),
    ),
  );
  const outputs = new Map<Write, unknown>();
  groups.forEach(([, group], at) => {
    group.forEach((write, index) => {
      outputs.set(write, answers[at]![index]);
    });
  });
  return outputs;
}
