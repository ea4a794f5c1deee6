/** One claimed poll, from its cursor to the last of what came in. */
import type { PollCursor, Polled } from "../connector/connector.ts";
import { invokePoll } from "../connector/invoke-poll.ts";
import { fromErrorJson, RefusedError, TransientError, toErrorJson } from "../errors.ts";
import { isPassing } from "../store/failure.ts";
import { type ClaimedPoll, endPoll, failPoll, leavePoll, moveCursor } from "../store/poll.ts";
import { backoffMs, jittered } from "./backoff.ts";
import { watchClaim } from "./claim-watch.ts";
import type { PollDeps, PolledConnection } from "./deps.ts";
import { MOST_DELIVERIES, POLL_TIMEOUT_MS, ROUNDS } from "./settings.ts";

/** Asks until there is no more, records each answer, and gives the poll back. Rejects only when the database does not take the last of that. */
export async function pollOne(deps: PollDeps, poll: ClaimedPoll, stopping: AbortSignal): Promise<void> {
  const watch = watchClaim(deps, poll, stopping);
  try {
    const connection = await deps.connection(poll.workspaceId, poll.connectionId);
    if (connection === undefined) throw cannotBeOpened();
    const every = connection.connector.poll.everySeconds(connection.parts.settings);
    if (every === null) return await endPoll(deps.pool, poll, { note: "", nextMs: null });
    const { more, note } = await askUntilDone(deps, poll, connection, watch.signal);
    await endPoll(deps.pool, poll, { note, nextMs: more ? 0 : jittered(every * 1_000) });
  } catch (error) {
    if (watch.signal.aborted || isLost(error)) return watch.stillOurs() ? leavePoll(deps.pool, poll) : undefined;
    await fail(deps, poll, error);
  } finally {
    watch.end();
  }
}

async function askUntilDone(
  deps: PollDeps,
  poll: ClaimedPoll,
  connection: PolledConnection,
  signal: AbortSignal,
): Promise<{ more: boolean; note: string }> {
  let cursor = poll.cursor;
  let note = "";
  let deliveries = MOST_DELIVERIES;
  for (let round = 0; round < ROUNDS; round += 1) {
    const parts = { ...connection.parts, signal, timeoutMs: POLL_TIMEOUT_MS };
    const key = `poll:${poll.connectionId}:${poll.claim}:${round}`;
    const bounds = { deliveries, bytes: deps.maxBodyBytes };
    const polled = await invokePoll(connection.connector, { ...parts, idempotencyKey: key }, cursor, bounds);
    note ||= polled.note ?? "";
    // What cannot be written together is asked for again one by one, so that a single message cannot hold up the others.
    if (!(await record(deps, poll, connection, polled))) deliveries = 1;
    else if (!polled.more) return { more: false, note };
    else cursor = polled.cursor;
  }
  return { more: true, note };
}

/** Makes the deliveries durable with the cursor, all or nothing. False when together they cannot be written. */
async function record(
  deps: PollDeps,
  poll: ClaimedPoll,
  { ingest }: PolledConnection,
  { deliveries, cursor }: Polled,
): Promise<boolean> {
  const fetched = {
    ...{ connection: ingest, deliveries },
    alongside: async (client: Parameters<typeof moveCursor>[0]) => move(client, poll, cursor),
  };
  try {
    if (deliveries.length === 0) await move(deps.pool, poll, cursor);
    else await deps.take.read(fetched);
    return true;
  } catch (error) {
    if (isLost(error) || isPassing(error) || deliveries.length === 0) throw error;
    if (deliveries.length > 1) return false;
    deps.log.error(
      { connection: ingest.name, error: toErrorJson(error) },
      "a message could not be written as it reads",
    );
    await deps.take.setAside(fetched, `It could not be written as it reads: ${(error as Error).message}`);
    return true;
  }
}

const LOST = "poll.lost";

async function move(client: Parameters<typeof moveCursor>[0], poll: ClaimedPoll, cursor: PollCursor): Promise<void> {
  if (!(await moveCursor(client, poll, cursor)))
    throw new TransientError(LOST, "The connection was paused, changed or taken over while it was asked.");
}

function isLost(error: unknown): boolean {
  return (error as { code?: unknown } | null)?.code === LOST;
}

function cannotBeOpened(): RefusedError {
  return new RefusedError(
    "poll.cannot-open",
    "The connection cannot be opened: its settings, secrets or connector no longer fit. Add it again, or see the log.",
  );
}

async function fail(deps: PollDeps, poll: ClaimedPoll, error: unknown): Promise<void> {
  const json = toErrorJson(error);
  // What repeats is said once; the connection itself shows it until it is over.
  if (poll.failures === 0)
    deps.log.warn({ connection: poll.connectionId, error: json }, "a connection could not be asked");
  const passing = isPassing(error) ? { root: "transient" as const, retryAfterMs: undefined } : fromErrorJson(json);
  await failPoll(deps.pool, poll, { error: json, nextMs: jittered(backoffMs(passing, poll.failures)) });
}
