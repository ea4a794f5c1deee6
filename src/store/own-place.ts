/** What the organization of a workspace says of itself to its policies. */
import { OwnPlace } from "../model/own-place.ts";
import { noteChange } from "./content-change.ts";
import type { Client, Queryable } from "./database.ts";
import { pgJson } from "./json.ts";

export async function ownPlaceOf(client: Queryable, workspaceId: string): Promise<OwnPlace> {
  const found = await client.query<{ own: unknown }>("SELECT own_place AS own FROM workspaces WHERE id = $1", [
    workspaceId,
  ]);
  return OwnPlace.parse(found.rows[0]?.own ?? {});
}

/** Takes the place of what was said before; policies go by it from the next second on, in every process. */
export async function setOwnPlace(client: Client, workspaceId: string, place: OwnPlace, by: string): Promise<void> {
  const before = await ownPlaceOf(client, workspaceId);
  await client.query("UPDATE workspaces SET own_place = $2 WHERE id = $1", [workspaceId, pgJson(place)]);
  const subject = { subjectType: "workspace", subjectId: workspaceId };
  await noteChange(client, workspaceId, {
    actor: by,
    action: "own-place-set",
    ...subject,
    details: { ...place, before },
  });
}
