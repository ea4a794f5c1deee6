/** Whose turn it is to be asked about an approval. */
import type { ApprovalTerms } from "../model/approval.ts";
import { separatedFrom } from "./approval-separation.ts";
import type { Client } from "./database.ts";

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
 * once. Of these as many are asked as have to say yes, and one more each round.
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
  const people = order.rows.map(({ person }) => standIn(person, to));
  const may = await whoMay(client, turn, [...new Set(people.map(({ person }) => person))]);
  const seen = new Set<string>();
  return people.filter(({ person }) => may.has(person) && !seen.has(person) && seen.add(person));
}

/** Whoever stands in may have handed it on as well; in a circle it stays with whom it came back to. */
function standIn(person: string, to: ReadonlyMap<string, string>): OnTurn {
  const seen = new Set([person]);
  let current = person;
  for (let next = to.get(current); next !== undefined && !seen.has(next); next = to.get(current)) {
    seen.add(next);
    current = next;
  }
  return { person: current, insteadOf: current === person ? null : person };
}

async function whoMay(client: Client, turn: Turn, people: string[]): Promise<Set<string>> {
  const roles = await client.query<{ person: string; roles: string[] }>(
    `SELECT lower(COALESCE(person, name)) AS person, array_agg(DISTINCT role) AS roles FROM tokens, unnest(roles) AS role
     WHERE workspace_id = $1 AND revoked_at IS NULL AND lower(COALESCE(person, name)) = ANY ($2::text[]) GROUP BY 1`,
    [turn.workspaceId, people],
  );
  const separated = await separatedFrom(client, turn);
  const able = roles.rows.filter(
    ({ person, roles: has }) =>
      !separated.some((one) => one.people.includes(person)) &&
      (has.includes("admin") || turn.terms.roles.every((role) => has.includes(role))),
  );
  return new Set(able.map(({ person }) => person));
}
