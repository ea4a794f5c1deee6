/** What people decided that bears on effects: decisions in force, and how far the playbook is trusted with incidents of the type. */
import type { GuardRequest } from "../guard/request.ts";
import { stageFor } from "../model/autonomy.ts";
import { decidedBy, NOTHING_DECIDED } from "../model/decided.ts";
import { autonomyOf } from "../store/autonomy.ts";
import { type Client, together } from "../store/database.ts";
import { heededAbout } from "../store/decision-heeded.ts";

/** An effect that is asked about, as far as decisions and stages look at it. */
export interface Borne {
  workspaceId: string;
  playbook: string;
  entityType: string;
  entityKey: string;
  incidentType: string;
}

export type Bearing = (effect: Borne, at: Date) => Required<Pick<GuardRequest, "decisions" | "autonomy">>;

/** Reads what bears on these effects, in the transaction that decides them: what was decided a second ago holds. */
export async function bearingOn(client: Client, effects: readonly Borne[]): Promise<Bearing> {
  const workspaces = [...new Set(effects.map(({ workspaceId }) => workspaceId))];
  const [heeded, autonomy] = await together([
    heededAbout(client, workspaces, [...new Set(effects.flatMap(referencesOf))]),
    autonomyOf(client, workspaces),
  ]);
  const decided = new Map(
    workspaces.map((id) => [id, decidedBy(heeded.filter(({ workspaceId }) => workspaceId === id))]),
  );
  return (effect, at) => ({
    decisions: (decided.get(effect.workspaceId) ?? NOTHING_DECIDED).about(referencesOf(effect), at),
    autonomy: stageFor(autonomy.get(effect.workspaceId)!, effect.incidentType, effect.playbook),
  });
}

function referencesOf({ entityType, entityKey, incidentType, playbook }: Borne): string[] {
  return [`entity:${entityType}:${entityKey}`, `incident-type:${incidentType}`, `playbook:${playbook}`];
}
