/** Goes over the past in batches, with time for others in between. */
import { setImmediate as turn } from "node:timers/promises";
import { boundedRead } from "../store/bounded-read.ts";
import type { Client, Database } from "../store/database.ts";
import type { Batch } from "../store/past-facts.ts";
import { EXPORT_MS } from "./export.ts";

const AT_ONCE = 500;

/** Gives rows to `take`, in the order of their ids and at most so many; answers whether there were more. */
export async function overPast<T extends { id: string }>(
  database: Database,
  workspaceId: string,
  { read, most }: { read(client: Client, batch: Batch): Promise<T[]>; most: number },
  take: (rows: readonly T[], client: Client) => Promise<void> | void,
): Promise<{ cut: boolean }> {
  let after: string | null = null;
  for (let seen = 0; seen < most; seen += AT_ONCE) {
    const rows: T[] = await boundedRead(
      database,
      workspaceId,
      async (client) => {
        const batch = await read(client, { after, limit: AT_ONCE });
        await take(batch, client);
        return batch;
      },
      EXPORT_MS,
    );
    if (rows.length < AT_ONCE) return { cut: false };
    after = rows.at(-1)!.id;
    await turn();
  }
  return { cut: true };
}
