/** Whose turn it is to be asked about an approval. */
import type { ApprovalTerms } from "../model/approval.ts";
import { separatedFrom } from "./approval-separation.ts";
import type { Client } from "./database.ts";
import { whoAnswers } from "./who-answers.ts";

/** What is asked about. */
export interface Turn {
  workspaceId: string;
  runId: string | null;
  terms: ApprovalTerms;
}

export interface OnTurn {
  person: string;
  /** In whose place, when it was handed on. */
  insteadOf: string | null;
}

/**
 * The people of the queue's order at this moment, by place: those who stand in for somebody in that place, without those who may not say yes, each
 * once. What was handed on to somebody who may not goes to the last before them who may, as it would else be put to nobody. Of these as many are asked
 * as have to say yes, and one more each round.
 */
export async function onTurn(client: Client, turn: Turn): Promise<OnTurn[]> {
  const { workspaceId, terms } = turn;
  const order = await client.query<{ person: string }>(
    `SELECT person FROM on_call WHERE workspace_id = $1 AND queue = $2 AND from_at <= now() AND (until_at IS NULL OR until_at > now())
     ORDER BY place, from_at, id LIMIT 200`,
    [workspaceId, terms.queue ?? ""],
  );
  const handed = await client.query<{ person: string; to: string }>(
    `SELECT person, to_person AS "to" FROM delegations WHERE workspace_id = $1 AND from_at <= now() AND until_at > now()`,
    [workspaceId],
  );
  const to = new Map(handed.rows.map((row) => [row.person, row.to]));
  const chains = order.rows.map(({ person }) => standIns(person, to));
  const may = await whoMay(client, turn, [...new Set(chains.flat())]);
  const seen = new Set<string>();
  return chains.flatMap((chain) => {
    const person = chain.findLast((one) => may.has(one));
    if (person === undefined || seen.has(person)) return [];
    seen.add(person);
    return [{ person, insteadOf: person === chain[0] ? null : chain[0]! }];
  });
}

/**
 * Who stands in the place, and whoever it was handed on to, the last of whom is asked. Whoever stands in may have handed it on as well; in a circle it
 * stays with whom it came back to.
 */
function standIns(person: string, to: ReadonlyMap<string, string>): string[] {
  const chain = new Set([person]);
  for (let next = to.get(person); next !== undefined && !chain.has(next); next = to.get(next)) chain.add(next);
  return [...chain];
}

async function whoMay(client: Client, turn: Turn, people: string[]): Promise<Set<string>> {
  const able = await whoAnswers(client, turn.workspaceId, people);
  const separated = await separatedFrom(client, turn);
  const may = [...able].filter(
    ([person, has]) =>
      !separated.some((one) => one.people.includes(person)) &&
      (has.includes("admin") || turn.terms.roles.every((role) => has.includes(role))),
  );
  return new Set(may.map(([person]) => person));
}
