/** An incident as the doors answer it: with all that was done about it. */
import { listApprovals } from "../store/approval.ts";
import type { Client } from "../store/database.ts";
import { decisionsOfIncident } from "../store/decision-read.ts";
import { listEffects, listLeases } from "../store/effect-read.ts";
import { movesOf } from "../store/incident-move.ts";
import { incidentIdOf, readIncident } from "../store/incident-read.ts";
import { readRestriction } from "../store/restriction.ts";
import { listRuns } from "../store/run-read.ts";
import { techniqueNames } from "../taxonomy/attack/attack.ts";
import { notFound } from "./authenticate.ts";

/** The id of the incident that a path names. @throws InputError `api.not-found` */
export async function idOf(client: Client, workspaceId: string, ref: string): Promise<string> {
  const id = await incidentIdOf(client, workspaceId, ref);
  if (id === null) throw notFound("incident", ref);
  return id;
}

/** The incident with its runs, effects, approvals, containments, moves and decisions about what it is made of. */
export async function whole(client: Client, workspaceId: string, id: string): Promise<Record<string, unknown>> {
  const of = { incident: id };
  const page = { limit: 200 };
  const incident = await readIncident(client, workspaceId, id);
  return {
    ...incident,
    techniqueNames: techniqueNames((incident?.techniques ?? []) as string[]),
    restriction: await readRestriction(client, workspaceId, id),
    runs: (await listRuns(client, workspaceId, of, page)).items,
    effects: (await listEffects(client, workspaceId, of, page)).items,
    approvals: (await listApprovals(client, workspaceId, of, page)).items,
    containment: (await listLeases(client, workspaceId, of, page)).items,
    moves: await movesOf(client, workspaceId, id),
    decisions: await decisionsOfIncident(client, workspaceId, id),
  };
}
