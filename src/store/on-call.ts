/** On-call orders, contacts and delegations: who is asked, where, and in whose place. */
import { newId } from "../ids.ts";
import type { Contact, Delegation, OnCall } from "../model/on-call.ts";
import { appendAudit } from "./audit.ts";
import type { Client, Queryable } from "./database.ts";

type Dated<T, K extends keyof T> = { [P in keyof T]: P extends K ? Date | Extract<T[P], null> : T[P] };
export type OnCallRow = Dated<OnCall, "from" | "until">;
export type DelegationRow = Dated<Delegation, "from" | "until">;

const MOST = 500;

/** The orders, queue by queue; those that are over are left out. */
export async function listOnCall(client: Queryable, workspaceId: string, queue?: string): Promise<OnCallRow[]> {
  const result = await client.query<OnCallRow>(
    `SELECT id, queue, person, place, from_at AS "from", until_at AS until FROM on_call
     WHERE workspace_id = $1 AND ($2::text IS NULL OR queue = $2) AND (until_at IS NULL OR until_at > now()) ORDER BY queue, place, from_at LIMIT ${MOST}`,
    [workspaceId, queue ?? null],
  );
  return result.rows;
}

/** Puts a person in a queue's order for a time; answers the id. */
export async function addOnCall(
  client: Client,
  workspaceId: string,
  entry: Omit<OnCallRow, "id">,
  by: string,
): Promise<string> {
  const id = newId();
  const { queue, person, place, from, until } = entry;
  await client.query(
    "INSERT INTO on_call (id, workspace_id, queue, person, place, from_at, until_at) VALUES ($1, $2, $3, $4, $5, $6, $7)",
    [id, workspaceId, queue, person, place, from, until],
  );
  await note(client, workspaceId, by, "on-call-added", id, { ...entry });
  return id;
}

/** Takes an entry out of its order. False when there is none of that id. */
export async function removeOnCall(client: Client, workspaceId: string, id: string, by: string): Promise<boolean> {
  const gone = await client.query<{ queue: string; person: string }>(
    "DELETE FROM on_call WHERE workspace_id = $1 AND id = $2 RETURNING queue, person",
    [workspaceId, id],
  );
  const entry = gone.rows[0];
  if (entry === undefined) return false;
  await note(client, workspaceId, by, "on-call-removed", id, entry);
  return true;
}

/** Where people are reached. */
export async function listContacts(client: Queryable, workspaceId: string): Promise<Contact[]> {
  const result = await client.query<Contact>(
    `SELECT person, connection, address FROM contacts WHERE workspace_id = $1 ORDER BY person, connection LIMIT ${MOST}`,
    [workspaceId],
  );
  return result.rows;
}

/** At which address of a connection a person is reached; null where at none. */
export async function addressOfPerson(
  client: Queryable,
  workspaceId: string,
  person: string,
  connection: string,
): Promise<string | null> {
  const found = await client.query<{ address: string }>(
    "SELECT address FROM contacts WHERE workspace_id = $1 AND person = $2 AND connection = $3",
    [workspaceId, person, connection],
  );
  return found.rows[0]?.address ?? null;
}

/** Says where a person is reached by a connection; with an empty address, no longer. */
export async function setContact(client: Client, workspaceId: string, contact: Contact, by: string): Promise<void> {
  const { person, connection, address } = contact;
  if (address === "")
    await client.query("DELETE FROM contacts WHERE workspace_id = $1 AND person = $2 AND connection = $3", [
      workspaceId,
      person,
      connection,
    ]);
  else
    await client.query(
      `INSERT INTO contacts (workspace_id, person, connection, address) VALUES ($1, $2, $3, $4)
       ON CONFLICT (workspace_id, person, connection) DO UPDATE SET address = excluded.address`,
      [workspaceId, person, connection, address],
    );
  await note(client, workspaceId, by, "contact-set", person, { connection, address });
}

/** Delegations in force or to come. */
export async function listDelegations(client: Queryable, workspaceId: string): Promise<DelegationRow[]> {
  const result = await client.query<DelegationRow>(
    `SELECT id, person, to_person AS "to", from_at AS "from", until_at AS until FROM delegations WHERE workspace_id = $1 AND until_at > now() ORDER BY until_at LIMIT ${MOST}`,
    [workspaceId],
  );
  return result.rows;
}

/** From now on, until then, `to` is asked in `person`'s place; it takes the place of an earlier delegation. Answers the id. */
export async function delegate(
  client: Client,
  workspaceId: string,
  { person, to, until }: { person: string; to: string; until: Date },
  by: string,
): Promise<string> {
  await client.query(
    "UPDATE delegations SET until_at = now() WHERE workspace_id = $1 AND person = $2 AND until_at > now()",
    [workspaceId, person],
  );
  const id = newId();
  await client.query(
    "INSERT INTO delegations (id, workspace_id, person, to_person, until_at, by) VALUES ($1, $2, $3, $4, $5, $6)",
    [id, workspaceId, person, to, until, by],
  );
  await note(client, workspaceId, by, "approvals-delegated", person, { to, until: until.toISOString() });
  return id;
}

/** Ends what a person handed on. False when there was nothing. */
export async function endDelegation(client: Client, workspaceId: string, person: string, by: string): Promise<boolean> {
  const ended = await client.query(
    "UPDATE delegations SET until_at = now() WHERE workspace_id = $1 AND person = $2 AND until_at > now()",
    [workspaceId, person],
  );
  if (ended.rowCount === 0) return false;
  await note(client, workspaceId, by, "delegation-ended", person, {});
  return true;
}

function note(client: Client, workspaceId: string, actor: string, action: string, id: string, details: object) {
  const subject = { subjectType: "on-call", subjectId: id };
  return appendAudit(client, [{ workspaceId, actor, action, ...subject, details: { ...details } }]);
}
