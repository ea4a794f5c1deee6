/** Asks a connector for what came in: bounded in time, count and size, and whatever goes wrong is one of our errors. */
import { DefectError, RefusedError } from "../errors.ts";
import type { Connector, Poll, PollBounds, PollCursor, Polled } from "./connector.ts";
import { type ContextParts, withContext } from "./context.ts";

/** A cursor is a note, not a store. */
const MOST_CURSOR_BYTES = 65_536;

/**
 * One poll.
 * @throws RefusedError `connector.bad-answer` when it brings more than the bounds allow; DefectError `connector.bad-cursor`; TransientError
 * `connector.timeout`; and what the poll itself throws.
 */
export async function invokePoll(
  connector: Connector & { poll: Poll },
  parts: ContextParts,
  cursor: PollCursor | null,
  bounds: PollBounds,
): Promise<Polled> {
  const polled = await withContext(connector, parts, (context) => connector.poll.ask(context, cursor, bounds));
  const bytes = polled.deliveries.reduce((sum, { body }) => sum + body.byteLength, 0);
  if (polled.deliveries.length > bounds.deliveries || bytes > bounds.bytes)
    throw new RefusedError(
      "connector.bad-answer",
      `${connector.title} brought ${polled.deliveries.length} deliveries of ${bytes} bytes; at most ${bounds.deliveries} of ${bounds.bytes} bytes are taken at once.`,
      { details: { connector: connector.id } },
    );
  if (Buffer.byteLength(JSON.stringify(polled.cursor)) > MOST_CURSOR_BYTES)
    throw new DefectError("connector.bad-cursor", `The cursor of ${connector.id} is longer than a note may be.`, {
      details: { connector: connector.id },
    });
  return polled;
}
