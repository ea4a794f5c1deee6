/** One claimed link, from its incident's present state to a recorded round. */
import { isOpen } from "../model/scale.ts";
import { type OutboxRow, untoldEdits } from "../store/sync.ts";
import type { ClaimedLink } from "../store/sync-link.ts";
import { markedText } from "./comment-text.ts";
import type { SyncDeps } from "./deps.ts";
import { systemOf } from "./outside.ts";
import { type Agreed, type Author, type FieldName, NOTHING_AGREED, type Situation } from "./reconcile.ts";
import { recordRound } from "./record.ts";
import { type RoundInput, runRound } from "./round.ts";
import { POLL_MS } from "./settings.ts";

/** What was agreed with the link; before the first round, nothing. */
export function agreedOf(link: ClaimedLink): Agreed {
  return { ...NOTHING_AGREED, ...(link.agreed as Partial<Agreed>) };
}

/** Runs and records one round. Throws what stood in the way; nothing was recorded then. */
export async function workOnLink(deps: SyncDeps, link: ClaimedLink, row: OutboxRow | null): Promise<void> {
  const connections = await deps.connections(link.workspaceId);
  const system = systemOf(link, connections);
  const input: RoundInput = {
    agreed: agreedOf(link),
    here: { status: link.status, disposition: link.disposition },
    by: await editorsOf(deps, link),
    speaks: link.kind === "ticket" || link.openSiblings === 0,
    change: row === null ? null : changeFor(link, row),
  };
  const connection = connections.find((one) => one.id === link.connectionId)!.name;
  await runRound(system, input, (round) =>
    recordRound(
      deps,
      { connection, link },
      round,
      isOpen(round.agreed.status) ? jittered(deps.pollMs ?? POLL_MS) : null,
    ),
  );
}

/** Give or take a fifth, so that what was opened together is not asked for together for ever. */
export function jittered(ms: number): number {
  return ms * (0.8 + 0.4 * Math.random());
}

function changeFor(link: ClaimedLink, row: OutboxRow): RoundInput["change"] {
  const key = `sync:${row.id}:${link.id}`;
  const told = row.originLinkId !== link.id && row.change.comment !== undefined && row.change.comment.trim() !== "";
  return {
    id: row.id,
    key,
    again: row.attempts > 1,
    comment: told ? markedText(row.change.comment!, link.incidentNumber, key) : null,
  };
}

/** Who made the newest untold edit of each field. */
export async function editorsOf(deps: SyncDeps, link: ClaimedLink): Promise<Situation["by"]> {
  const by: Situation["by"] = { ...agreedOf(link).unsaid };
  for (const change of await untoldEdits(deps.database.system, link.incidentId)) {
    const author: Author = change.by === undefined || /^(system$|playbook:)/.test(change.by) ? "machine" : "person";
    for (const field of ["status", "disposition"] satisfies FieldName[])
      if (change[field] !== undefined) by[field] = author;
  }
  return by;
}
