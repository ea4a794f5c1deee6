/** A name as a person types it, in the spellings that records and alerts have for it. */

import type { EntityType } from "../model/entity.ts";
import { ENTITY_TYPES } from "../model/words.ts";
import type { Client } from "../store/database.ts";
import type { Asked } from "../store/entity-candidates.ts";
import { namesLeadingTo, recordsNamed } from "../store/entity-names.ts";
import type { ApiDeps } from "./deps.ts";

/** As an entity of each type, or of the one given, would be called. */
export function spellingsOf(
  { canonicalEntity }: Pick<ApiDeps, "canonicalEntity">,
  workspaceId: string,
  name: string,
  type?: EntityType,
): Asked[] {
  return ENTITY_TYPES.filter((one) => type === undefined || one === type).flatMap((one) => {
    const entity = canonicalEntity({ type: one, key: name, name, role: "affected", aliases: [] });
    return entity?.type === one ? [{ workspaceId, type: one, key: entity.key }] : [];
  });
}

/** Every key under which alerts and incidents of the thing so named are found; undefined when no name is given. */
export async function keysNamed(
  deps: Pick<ApiDeps, "canonicalEntity">,
  client: Client,
  workspaceId: string,
  name: string | undefined,
): Promise<string[] | undefined> {
  if (name === undefined) return undefined;
  const asked = spellingsOf(deps, workspaceId, name);
  const { records } = await recordsNamed(client, asked);
  const keys = await namesLeadingTo(client, workspaceId, records);
  return [...new Set([name, ...asked.map(({ key }) => key), ...keys])];
}
