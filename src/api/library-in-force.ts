import { type Library, libraryOf } from "../playbook/library.ts";
import { playbooksInForce } from "../store/content.ts";
import type { Client } from "../store/database.ts";

/** The playbooks that one may call: those in force, as they are now. */
export async function libraryInForce(client: Client, workspaceId: string): Promise<Library> {
  const versions = await playbooksInForce(client, workspaceId);
  return libraryOf(versions.map(({ name, number, source }) => ({ name, source, file: `${name}@${number}` })));
}
