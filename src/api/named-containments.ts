/** Which containments a person means who names an incident, an entity or a playbook: a misspelled name would release nothing, and sound as if it had. */
import { InputError } from "../errors.ts";
import { playbooksInForce } from "../store/content.ts";
import type { Client } from "../store/database.ts";
import { recordsNamed } from "../store/entity-names.ts";
import { heldNames } from "../store/lease.ts";
import { notFound } from "./authenticate.ts";
import type { ApiDeps } from "./deps.ts";
import { keysNamed, spellingsOf } from "./entity-names.ts";

interface Named {
  incident?: string | undefined;
  /** Any of its names. */
  entity?: string | undefined;
  playbook?: string | undefined;
}

/**
 * The filter for the store, with the entity by every key it goes by.
 * @throws InputError `api.not-found` for an entity or a playbook that nobody knows and that holds nothing; `api.ambiguous` for a name of several entities of one type.
 */
export async function containmentsNamed(
  deps: Pick<ApiDeps, "canonicalEntity">,
  client: Client,
  workspaceId: string,
  { incident, entity, playbook }: Named,
): Promise<{ incident: string | undefined; entity: string[] | undefined; playbook: string | undefined }> {
  const held = await heldNames(client, workspaceId);
  if (playbook !== undefined && !held.playbooks.includes(playbook)) {
    const known = (await playbooksInForce(client, workspaceId)).map(({ name }) => name);
    if (!known.includes(playbook)) throw notFound("playbook", playbook, [...held.playbooks, ...known]);
  }
  if (entity === undefined) return { incident, playbook, entity };
  const spellings = spellingsOf(deps, workspaceId, entity);
  const { records, ambiguous } = await recordsNamed(client, spellings);
  if (ambiguous) {
    // What is held by that very name is what is meant.
    const own = spellings.map(({ key }) => key).filter((key) => held.entities.includes(key));
    if (own.length > 0) return { incident, playbook, entity: own };
    const keys = records.map(({ type, key }) => `${type} ${key}`).join(", ");
    throw new InputError("api.ambiguous", `"${entity}" is a name of several: ${keys}. Take the key of one of them.`);
  }
  const keys = (await keysNamed(deps, client, workspaceId, entity))!;
  if (records.length === 0 && !keys.some((key) => held.entities.includes(key)))
    throw notFound("entity", entity, held.entities);
  return { incident, playbook, entity: keys };
}
