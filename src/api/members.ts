/** What befalls the members of a workspace, whichever door an admin comes in by. */
import { RefusedError } from "../errors.ts";
import type { Role } from "../model/token.ts";
import type { Client } from "../store/database.ts";
import { disablePerson, grantRoles, hasOtherAdmin, listPeople, readPerson } from "../store/membership.ts";
import { endSessions } from "../store/session.ts";
import { revokeTokensOf } from "../store/token.ts";
import { notFound } from "./authenticate.ts";
import type { Person } from "./contract/person.ts";

/** @throws InputError `api.not-found` for somebody who is not in the workspace. */
export async function memberNamed(client: Client, workspaceId: string, name: string) {
  const person = await readPerson(client, workspaceId, name);
  if (person !== null) return person;
  const all = await listPeople(client, workspaceId);
  throw notFound(
    "person",
    name,
    all.map((one) => one.name),
  );
}

/** Gives a member exactly these roles; their sessions there are over. @throws RefusedError `people.last-admin` */
export async function changeMember(
  client: Client,
  workspaceId: string,
  name: string,
  { roles, by }: { roles: readonly Role[]; by: string },
): Promise<Person> {
  if (!roles.includes("admin")) await keepAnAdmin(client, workspaceId, name);
  await grantRoles(client, workspaceId, name, { roles, by });
  await endSessions(client, { person: name, workspaceId }, by);
  return memberNamed(client, workspaceId, name);
}

/** Shuts a member out, with their sessions and tokens there. @throws RefusedError `people.last-admin`, `api.conflict` */
export async function shutOut(client: Client, workspaceId: string, name: string, by: string): Promise<Person> {
  await memberNamed(client, workspaceId, name);
  await keepAnAdmin(client, workspaceId, name);
  if (!(await disablePerson(client, workspaceId, name, by)))
    throw new RefusedError("api.conflict", `${name} is disabled already.`);
  await endSessions(client, { person: name, workspaceId }, by);
  await revokeTokensOf(client, workspaceId, name, by);
  return memberNamed(client, workspaceId, name);
}

/** Nobody may take the last admin away, themselves above all. */
async function keepAnAdmin(client: Client, workspaceId: string, name: string): Promise<void> {
  if (await hasOtherAdmin(client, workspaceId, name)) return;
  throw new RefusedError("people.last-admin", `${name} is the last admin here; make another one first.`);
}
