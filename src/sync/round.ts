/**
 * One round with one link: say what is to be said, look, decide, write, look again. Whatever the answers, lost or repeated, the next round goes
 * on from what the other system then shows.
 */
import { isOurs } from "./comment-text.ts";
import {
  type Agreed,
  agreeAfter,
  agreeBefore,
  type Conflict,
  decide,
  type Fields,
  type Situation,
} from "./reconcile.ts";

export interface RemoteComment {
  id: string;
  author: string;
  text: string;
}

export interface RemoteView extends Fields {
  comments: RemoteComment[];
  /** What was seen, as an opaque mark; empty where the product gives none. */
  version: string;
}

/** The other system, as far as one link is concerned. */
export interface LinkedSystem {
  look(): Promise<RemoteView>;
  /** Writes only while the version is still what it was, where the product can; throws TransientError `connector.conflict` when it is not. */
  write(fields: Partial<Fields>, version: string): Promise<void>;
  /** `again`: it may have been said by an attempt whose answer was lost; then it is looked for first. */
  say(comment: Saying, again: boolean): Promise<void>;
}

/** A change's comment, to be said once. */
export interface Saying {
  key: string;
  text: string;
}

export interface RoundInput {
  agreed: Agreed;
  here: Fields;
  by: Situation["by"];
  speaks: boolean;
  /** The outbox row that asked for the round; null for a poll. */
  change: { id: number; comment: string | null; key: string; again: boolean } | null;
}

/** What is to be recorded, all at once. */
export interface Round {
  agreed: Agreed;
  apply: Partial<Fields>;
  noted: Partial<Fields>;
  conflicts: Conflict[];
  /** By others than us, oldest first; some may be known already. */
  comments: RemoteComment[];
  /** False when a push is still to follow: the link stays in hand. */
  done: boolean;
}

/**
 * Calls `record` once, or twice around a push. Throws what the other system or the recording threw; the round is then safe to repeat, from what
 * was recorded last. So an edit made there between the look and the write ends the round, and the next one finds it.
 */
export async function runRound(
  system: LinkedSystem,
  input: RoundInput,
  record: (round: Round) => Promise<void>,
): Promise<void> {
  const { change, agreed, here, by, speaks } = input;
  if (change !== null && change.comment !== null && change.id > Math.max(agreed.upTo, agreed.said)) {
    await system.say({ key: change.key, text: change.comment }, change.again);
  }
  const upTo = change?.id ?? 0;
  const view = await system.look();
  const situation: Situation = { agreed, here, by, speaks, there: fieldsOf(view) };
  const decision = decide(situation);
  const { push, apply, noted, conflicts } = decision;
  const comments = view.comments.filter((comment) => comment.text.trim() !== "" && !isOurs(comment.text));
  const found = { apply, noted, conflicts, comments };
  if (Object.keys(push).length === 0)
    return record({ ...found, agreed: agreeAfter(situation, decision, situation.there, upTo), done: true });
  await record({ ...found, agreed: agreeBefore(situation, decision, upTo), done: false });
  await system.write(push, view.version);
  const after = fieldsOf(await system.look());
  await record({
    apply: {},
    noted: {},
    conflicts: [],
    comments: [],
    agreed: agreeAfter(situation, decision, after, upTo),
    done: true,
  });
}

function fieldsOf(view: RemoteView): Fields {
  return { status: view.status, disposition: view.disposition };
}
