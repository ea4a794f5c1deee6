/** What is in force in a workspace, all of it, as a plan is made against it. */
import { hashOf } from "../ids.ts";
import {
  type PlaybookVersion,
  type PolicyVersion,
  playbooksInForce,
  policiesInForce,
  type TaxonomyVersion,
  taxonomyInForce,
} from "../store/content.ts";
import { type ContentApply, lastContentApply } from "../store/content-apply.ts";
import type { Client } from "../store/database.ts";
import { lastTurns, type Trial, trialsOf } from "../store/playbook-life.ts";
import { needsSecondPerson } from "../store/playbook-submit.ts";

/** Who puts the shipped content in force, at the first start. */
const SYSTEM = "system";

export interface ContentState {
  /** Names the whole of it: another state has another name. */
  name: string;
  playbooks: ReadonlyMap<string, PlaybookVersion>;
  trials: Trial[];
  /** By playbook: since when the version in force is another, or none, and by whom. */
  turns: ReadonlyMap<string, { since: Date; by: string }>;
  taxonomy: TaxonomyVersion | null;
  policies: PolicyVersion | null;
  secondPerson: boolean;
  last: ContentApply | null;
}

/** Whether a playbook is in force as Cordon ships it. It belongs to no folder, so none has changed it and none takes it out of force. */
export function isShipped({ playbooks }: ContentState, name: string): boolean {
  return playbooks.get(name)?.createdBy === SYSTEM;
}

/** Reads it within one transaction. */
export async function contentState(client: Client, workspaceId: string): Promise<ContentState> {
  const playbooks = await playbooksInForce(client, workspaceId);
  const turns = await lastTurns(client, workspaceId);
  const trials = await trialsOf(client, workspaceId);
  const taxonomy = await taxonomyInForce(client, workspaceId);
  const policies = await policiesInForce(client, workspaceId);
  const secondPerson = await needsSecondPerson(client, workspaceId);
  const last = await lastContentApply(client, workspaceId);
  const name = hashOf({
    workspaceId,
    playbooks: playbooks.map(({ id }) => id),
    trials: trials.map(({ versionId, share }) => [versionId, share]),
    numbers: [taxonomy?.number ?? null, policies?.number ?? null],
    secondPerson,
    last: last?.id ?? null,
  });
  const byName = new Map(playbooks.map((one) => [one.name, one]));
  return { name, playbooks: byName, trials, turns, taxonomy, policies, secondPerson, last };
}
