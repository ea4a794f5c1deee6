/**
 * A containment and what undoes the same go one after the other, whoever asks for them: whichever comes second waits, and then sees what the first has left. Else
 * the ledger would hold what a reversal, begun while nothing was held, has undone under its hands.
 */
import { capabilities } from "../connector/capabilities/catalog.ts";
import { type Acting, beingUndone } from "../store/being-undone.ts";
import { type Client, together } from "../store/database.ts";
import { takeTurns } from "../store/turn.ts";
import type { Ask } from "./intend.ts";

/** What an ask acts on, with every key that its entity goes by. */
export interface InTurn extends Acting {
  ask: Ask;
}

/** What leaves a lease behind it. */
export const isLeasing = ({ intent }: Ask): boolean => intent.leaseSeconds !== null;

/** What gives back. */
export const isReversing = ({ intent }: Ask): boolean => intent.effectClass === "recover";

/** The containments that a capability undoes. */
export function undoneBy(reversal: string): string[] {
  return [...capabilities.values()].filter((one) => one.reversal === reversal).map(({ id }) => id);
}

/**
 * Those that have to wait; the others have their turn until the transaction ends. Of those that are asked for together the containment goes first.
 * `beside`: the idempotency keys of all that the transaction asks for. Its two statements leave at once.
 */
export async function outOfTurn(
  client: Client,
  asked: readonly InTurn[],
  beside: readonly string[],
): Promise<Set<Ask>> {
  const leasing = asked.filter(({ ask }) => isLeasing(ask));
  const reversing = asked.filter(({ ask }) => isReversing(ask));
  const acting = [...leasing, ...reversing];
  const [late, undone] = await together([
    takeTurns(
      client,
      acting.map(({ ask, workspaceId, connection, keys }) => ({
        ...{ workspaceId, connection, keys },
        alone: isReversing(ask),
      })),
    ),
    beingUndone(
      client,
      leasing.map(({ ask, ...one }) => ({ ...one, reversal: ask.question.capability.reversal ?? null })),
      beside,
    ),
  ]);
  return new Set(
    [
      ...acting.filter((_one, place) => late.has(place)),
      ...leasing.filter((_one, place) => undone.has(place)),
      ...reversing.filter((one) => leasing.some((other) => undoes(one, other))),
    ].map(({ ask }) => ask),
  );
}

function undoes(one: InTurn, other: InTurn): boolean {
  return (
    other.ask.question.capability.reversal === one.capability &&
    other.workspaceId === one.workspaceId &&
    other.connection === one.connection &&
    other.entityType === one.entityType &&
    other.keys.some((key) => one.keys.includes(key))
  );
}
