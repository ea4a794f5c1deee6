/** Outbound: the changes in the outbox, told to every link of their incident, in order. */
import { isCordonError, toErrorJson } from "../errors.ts";
import { appendAudit } from "../store/audit.ts";
import { transaction } from "../store/database.ts";
import { isPassing } from "../store/failure.ts";
import { claimChanges, finishChanges, holdChange, type OutboxRow, postponeChange } from "../store/sync.ts";
import { type ClaimedLink, claimLink, failLink, linksToTell } from "../store/sync-link.ts";
import { linkAlerts } from "./alert-links.ts";
import type { RoundDeps, SyncDeps } from "./deps.ts";
import { inLanes } from "./lanes.ts";
import { agreedOf, editorsOf, jittered, workOnLink } from "./link-work.ts";
import { keepsInStep } from "./outside.ts";
import { remember } from "./reconcile.ts";
import { CLAIM_CHANGES, HELD_MS, LANES, MAX_ATTEMPTS, MAX_BACKOFF_MS, REFUSED_POLL_MS } from "./settings.ts";

/** Tells what is due; answers how many changes were taken up. */
export async function pushDue(deps: RoundDeps): Promise<number> {
  const rows = await claimChanges(deps.database.system, deps.worker, CLAIM_CHANGES);
  const concerned: OutboxRow[] = [];
  const unheard: number[] = [];
  for (const row of rows) {
    if (row.linked || (await mayLink(deps, row))) concerned.push(row);
    else unheard.push(row.id);
  }
  await finishChanges(deps.database.system, unheard);
  await inLanes(concerned, LANES, (row) => deps.changes.holding(row.id, () => pushChange(deps, row)));
  return rows.length;
}

async function mayLink(deps: SyncDeps, row: OutboxRow): Promise<boolean> {
  if (row.change.kind !== "opened" && row.change.kind !== "joined") return false;
  return (await deps.connections(row.workspaceId)).some((connection) => keepsInStep(connection, "alert"));
}

/** What came of telling one change to one link. */
type Told = { kind: "told" } | { kind: "busy" } | { kind: "later"; error: unknown };

async function pushChange(deps: RoundDeps, row: OutboxRow): Promise<void> {
  if (row.change.kind === "opened" || row.change.kind === "joined") await linkAlerts(deps, row);
  const outcomes: Told[] = [];
  const links = await linksToTell(deps.database.system, row);
  for (const { id, frozen } of links) if (!frozen) outcomes.push(await tell(deps, id, row));
  const later = outcomes.find((told) => told.kind === "later");
  if (later !== undefined) return postpone(deps, row, later.error);
  if (outcomes.some((told) => told.kind === "busy"))
    return postponeChange(deps.database.system, row.id, 250, null, false);
  if (links.some(({ frozen }) => frozen)) return holdChange(deps.database.system, row.id, HELD_MS);
  await finishChanges(deps.database.system, [row.id]);
}

async function tell(deps: RoundDeps, linkId: string, row: OutboxRow): Promise<Told> {
  const link = await claimLink(deps.database.system, deps.worker, linkId);
  if (link === null) return { kind: "busy" };
  let told: Told = { kind: "told" };
  await deps.links.holding(link, async () => {
    told = await tellClaimed(deps, link, row);
  });
  return told;
}

async function tellClaimed(deps: RoundDeps, link: ClaimedLink, row: OutboxRow): Promise<Told> {
  try {
    await workOnLink(deps, link, row);
    return { kind: "told" };
  } catch (error) {
    const failed = { id: link.id, claim: link.claim, error: toErrorJson(error) };
    if (mayPass(error, row)) {
      await failLink(deps.database.system, { ...failed, agreed: null, nextPollMs: MAX_BACKOFF_MS });
      return { kind: "later", error };
    }
    await giveUp(deps, link, row, error);
    return { kind: "told" };
  }
}

/** Loudly: the link shows the error until a later round gets through, the audit keeps it, and what people edited here is remembered as theirs. */
async function giveUp(deps: SyncDeps, link: ClaimedLink, row: OutboxRow, error: unknown): Promise<void> {
  const json = toErrorJson(error);
  deps.log.error(
    { link: link.id, kind: link.kind, externalId: link.externalId, change: row.id, error: json },
    "a change could not be told to a linked system",
  );
  const agreed = remember({ ...agreedOf(link), upTo: row.id }, await editorsOf(deps, link));
  await transaction(deps.database.system, async (client) => {
    await failLink(client, { id: link.id, claim: link.claim, error: json, agreed, nextPollMs: REFUSED_POLL_MS });
    const details = { link: link.id, change: row.id, kind: row.change.kind, error: json };
    await appendAudit(client, [
      {
        workspaceId: link.workspaceId,
        actor: "system",
        action: "sync-failed",
        subjectType: "incident",
        subjectId: link.incidentId,
        details,
      },
    ]);
  });
}

function mayPass(error: unknown, row: OutboxRow): boolean {
  const passing = isCordonError(error) ? error.root === "transient" : isPassing(error);
  return passing && row.attempts < MAX_ATTEMPTS;
}

async function postpone(deps: SyncDeps, row: OutboxRow, error: unknown): Promise<void> {
  const json = toErrorJson(error);
  const waitMs = Math.max(json.retryAfterMs ?? 0, Math.min(1_000 * 2 ** (row.attempts - 1), MAX_BACKOFF_MS));
  await postponeChange(deps.database.system, row.id, jittered(waitMs), json, true);
}
