/** Reading that anybody may ask for, and that may ask for more than is good: bounded in time. */
import { InputError } from "../errors.ts";
import { type Client, type Database, inWorkspace } from "./database.ts";

/** Longer nobody waits for a list; what is asked on hot paths takes a hundredth of it. */
const LIST_MS = 15_000;

/** Runs `work` in the workspace, as {@link inWorkspace} does. @throws InputError `query.too-slow` when one of its statements takes too long. */
export async function boundedRead<T>(
  database: Database,
  workspaceId: string,
  work: (client: Client) => Promise<T>,
  ms = LIST_MS,
): Promise<T> {
  try {
    return await inWorkspace(database, workspaceId, async (client) => {
      await client.query("SELECT set_config('statement_timeout', $1, true)", [String(ms)]);
      return work(client);
    });
  } catch (error) {
    // SQLSTATE of a statement that was cancelled: https://www.postgresql.org/docs/current/errcodes-appendix.html
    if ((error as { code?: string } | null)?.code !== "57014") throw error;
    const message = `This was looked for longer than ${ms / 1000} seconds; narrow it down, for example by time or by entity.`;
    throw new InputError("query.too-slow", message, { cause: error });
  }
}
