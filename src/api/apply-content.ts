/** Puts a folder of content in force, all of it or nothing. */
import { RefusedError } from "../errors.ts";
import { applyPlaybook, applyPolicies, applyTaxonomy, playbooksInForce } from "../store/content.ts";
import { type AppliedCommit, type Held, lastAppliedCommit, noteContentApply } from "../store/content-apply.ts";
import { lockContent } from "../store/content-change.ts";
import type { Client } from "../store/database.ts";
import { retireVersion } from "../store/playbook-life.ts";
import { contentState } from "./content-state.ts";
import type { AppliedContent, ContentToApply, OfferedContent } from "./contract/plan.ts";
import { type Planned, type PlanningDeps, planContent } from "./plan-content.ts";
import { mustHavePassed } from "./plan-tests.ts";

interface Said {
  by: string;
  /** Empty where nobody says why. */
  reason: string;
}

/**
 * Plans and applies in the caller's transaction.
 * @throws RefusedError `content.moved-on` when what is in force is not what `state` names, `content.drifted` when it would undo what others changed and
 * `overwrite` does not say so, `content.older-checkout` when the folder comes from a commit that does not hold the one applied last, `content.tests-failed` when cases of changed playbooks do not pass; InputError `api.not-valid` as {@link planContent}.
 */
export async function applyContent(
  deps: PlanningDeps,
  offered: OfferedContent,
  how: { state: string | undefined; overwrite: boolean; checkout: ContentToApply["checkout"] } & Said,
): Promise<AppliedContent> {
  const { client, workspaceId } = deps;
  await lockContent(client, workspaceId);
  const state = await contentState(client, workspaceId);
  if (how.state !== undefined && how.state !== state.name)
    throw new RefusedError(
      "content.moved-on",
      "What is in force has changed since this was planned; plan again, and look at what is different.",
    );
  const planned = await planContent(deps, state, offered);
  mustHavePassed(planned.tests);
  const lost = planned.drift.filter((one) => one.lost);
  if (how.state === undefined && !how.overwrite && lost.length > 0)
    throw new RefusedError(
      "content.drifted",
      `This would undo what was changed since: ${lost.map(({ text, by }) => `${text} (${by})`).join("; ")}. Plan it and apply the plan, or say --overwrite.`,
      { details: { drift: lost } },
    );
  if (how.state === undefined && !how.overwrite && how.checkout !== null)
    mustHoldTheLast(await lastAppliedCommit(client, workspaceId), how.checkout, planned);
  const items = await applyAll(client, workspaceId, planned, how);
  const held = await heldNow(client, workspaceId, offered, state.last?.held ?? null);
  await noteContentApply(client, workspaceId, {
    ...{ held, commit: how.checkout?.commit ?? null },
    ...{ by: how.by, reason: how.reason },
  });
  return { items, findings: planned.findings, tests: planned.tests };
}

/** Two checkouts, and the older one applied last: it would undo the newer without a trace in either. Where nothing would change, nothing is undone. */
function mustHoldTheLast(
  last: AppliedCommit | null,
  checkout: NonNullable<ContentToApply["checkout"]>,
  planned: Planned,
): void {
  const nothing = planned.playbooks.length === 0 && planned.taxonomy === null && planned.policies === null;
  if (nothing || last === null) return;
  if (last.commit === checkout.commit || last.commit === checkout.after) return;
  const what = `commit ${last.commit.slice(0, 12)}, which ${last.by} applied on ${last.at.toISOString()}`;
  throw new RefusedError(
    "content.older-checkout",
    `This checkout does not hold ${what}: it would undo what that brought. Fetch and merge it (git pull), or say --overwrite.`,
    { details: { commit: last.commit, by: last.by, at: last.at.toISOString() } },
  );
}

/** Playbooks before the taxonomy that maps to them. */
async function applyAll(
  client: Client,
  workspaceId: string,
  planned: Planned,
  { by, reason }: Said,
): Promise<AppliedContent["items"]> {
  const items: AppliedContent["items"] = [];
  for (const { item, version } of planned.playbooks) {
    if (version === null) continue;
    const { number } = await applyPlaybook(client, workspaceId, { ...version, by, reason });
    items.push({ ...item, number });
  }
  if (planned.taxonomy !== null) {
    const { item, content, files, hash } = planned.taxonomy;
    const { number } = await applyTaxonomy(client, workspaceId, { hash, content, files, by, reason });
    items.push({ ...item, number });
  }
  if (planned.policies !== null) {
    const { item, files, hash } = planned.policies;
    const { number } = await applyPolicies(client, workspaceId, { hash, files, by, reason });
    items.push({ ...item, number });
  }
  const inForce = await playbooksInForce(client, workspaceId);
  for (const { item, version } of planned.playbooks) {
    const old = version === null ? inForce.find(({ name }) => name === item.name) : undefined;
    if (old === undefined) continue;
    await retireVersion(client, workspaceId, old, { by, reason: reason || "It is not in the folder any more." });
    items.push({ ...item, number: null });
  }
  return items;
}

/** What the folder holds as it is in force now; of what it holds nothing, what it held before. */
async function heldNow(
  client: Client,
  workspaceId: string,
  { playbooks, taxonomy, policies }: OfferedContent,
  before: Held | null,
): Promise<Held> {
  const state = await contentState(client, workspaceId);
  const held = (playbooks ?? []).flatMap(({ name }) => {
    const version = state.playbooks.get(name);
    return version === undefined ? [] : [[name, version.id] as const];
  });
  return {
    playbooks: playbooks === null ? (before?.playbooks ?? null) : Object.fromEntries(held),
    taxonomy: taxonomy === null ? (before?.taxonomy ?? null) : (state.taxonomy?.number ?? null),
    policies: policies === null ? (before?.policies ?? null) : (state.policies?.number ?? null),
  };
}
