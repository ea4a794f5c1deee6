/** Writes down what a round came to: the incident, its comments, the audit, the word to the other links and the link itself, all or nothing. */
import { TransientError } from "../errors.ts";
import { newId } from "../ids.ts";
import { isOpen } from "../model/scale.ts";
import { appendAudit } from "../store/audit.ts";
import { type Client, transaction } from "../store/database.ts";
import { queueChange } from "../store/sync.ts";
import { applyRemoteEdit, insertComment, knownComments, openRunIds } from "../store/sync-apply.ts";
import { type ClaimedLink, saveLink } from "../store/sync-link.ts";
import type { SyncDeps } from "./deps.ts";
import type { Conflict, Fields } from "./reconcile.ts";
import type { RemoteComment, Round } from "./round.ts";

export interface Origin {
  /** The connection's name. */
  connection: string;
  link: ClaimedLink;
}

/** Records a round. @throws TransientError `sync.moved-on` when the incident or the claim is no longer what the round was decided on; then nothing is written. */
export async function recordRound(
  deps: SyncDeps,
  origin: Origin,
  found: Round,
  nextPollMs: number | null,
): Promise<void> {
  const { link } = origin;
  const known = await knownComments(
    deps.database.system,
    link.id,
    found.comments.map((comment) => comment.id),
  );
  const round = { ...found, comments: found.comments.filter((comment) => !known.has(comment.id)) };
  const saved = {
    id: link.id,
    claim: link.claim,
    agreed: round.agreed,
    revision: link.revision,
    release: round.done,
    nextPollMs,
  };
  const quiet =
    Object.keys(round.apply).length +
      Object.keys(round.noted).length +
      round.conflicts.length +
      round.comments.length ===
    0;
  if (quiet) {
    if (!(await saveLink(deps.database.system, saved))) throw movedOn(origin);
    return;
  }
  await transaction(deps.database.system, async (client) => {
    if (!(await saveLink(client, saved))) throw movedOn(origin);
    await applyEdit(deps, client, origin, round);
    for (const comment of round.comments) await takeComment(client, origin, comment);
    for (const conflict of round.conflicts) await sayConflict(client, origin, conflict);
    if (Object.keys(round.noted).length > 0) await sayNoted(client, origin, round.noted);
  });
}

function movedOn({ link }: Origin): TransientError {
  return new TransientError(
    "sync.moved-on",
    `Incident ${link.incidentNumber} changed while ${link.kind} ${link.externalId} was looked at; it is looked at again.`,
    { retryAfterMs: 500 },
  );
}

function nameOf({ connection, link }: Origin): string {
  return `${link.kind} ${link.externalId} in ${connection}`;
}

async function applyEdit(deps: SyncDeps, client: Client, origin: Origin, { apply }: Round): Promise<void> {
  if (Object.keys(apply).length === 0) return;
  const { link } = origin;
  const { workspaceId, incidentId } = link;
  const by = `connection:${origin.connection}`;
  const from = { status: link.status, disposition: link.disposition };
  const to = { ...from, ...apply };
  if (!(await applyRemoteEdit(client, { incidentId, from, to, reason: `Set in ${nameOf(origin)}.` })))
    throw movedOn(origin);
  const action = to.status !== from.status && !isOpen(to.status) ? `incident-${to.status}` : "incident-edited";
  await appendAudit(client, [
    {
      workspaceId,
      actor: by,
      action,
      subjectType: "incident",
      subjectId: incidentId,
      details: { ...apply, from, link: link.id },
    },
  ]);
  await queueChange(client, {
    workspaceId,
    incidentId,
    originLinkId: link.id,
    change: { kind: "edited", ...apply, by },
  });
  if (isOpen(to.status)) return;
  for (const run of await openRunIds(client, incidentId)) await deps.cancelRun(client, run, by);
}

async function takeComment(client: Client, origin: Origin, comment: RemoteComment): Promise<void> {
  const { id: linkId, workspaceId, incidentId } = origin.link;
  const author = `${comment.author} (${origin.connection})`;
  const fresh = await insertComment(client, {
    id: newId(),
    workspaceId,
    incidentId,
    author,
    body: comment.text,
    linkId,
    externalId: comment.id,
  });
  if (!fresh) return;
  const by = `connection:${origin.connection}`;
  await appendAudit(client, [
    {
      workspaceId,
      actor: by,
      action: "comment-added",
      subjectType: "incident",
      subjectId: incidentId,
      details: { link: linkId, author: comment.author },
    },
  ]);
  const text = `${comment.author}, ${nameOf(origin)}: ${comment.text}`;
  await queueChange(client, {
    workspaceId,
    incidentId,
    originLinkId: linkId,
    change: { kind: "comment", comment: text, by },
  });
}

async function sayConflict(client: Client, origin: Origin, conflict: Conflict): Promise<void> {
  const { workspaceId, incidentId, id } = origin.link;
  const kept =
    conflict.kept === "here" ? "Cordon keeps its own" : "the latter is taken over, for the former was set by a machine";
  const text = `The ${conflict.field} was changed on both sides: "${conflict.here}" in Cordon, "${conflict.there}" on ${nameOf(origin)}; ${kept}.`;
  await appendAudit(client, [
    {
      workspaceId,
      actor: "system",
      action: "sync-conflict",
      subjectType: "incident",
      subjectId: incidentId,
      details: { ...conflict, link: id },
    },
  ]);
  await insertComment(client, {
    id: newId(),
    workspaceId,
    incidentId,
    author: "system",
    body: text,
    linkId: null,
    externalId: null,
  });
  await queueChange(client, { workspaceId, incidentId, change: { kind: "comment", comment: text } });
}

async function sayNoted(client: Client, origin: Origin, noted: Partial<Fields>): Promise<void> {
  const { workspaceId, incidentId, id } = origin.link;
  const words = Object.entries(noted)
    .map(([field, value]) => `${field} "${value}"`)
    .join(" and ");
  const text = `${nameOf(origin)} was given the ${words} there. The incident has other alerts that are still open, so it stays as it is.`;
  await appendAudit(client, [
    {
      workspaceId,
      actor: `connection:${origin.connection}`,
      action: "alert-edited",
      subjectType: "incident",
      subjectId: incidentId,
      details: { ...noted, link: id },
    },
  ]);
  await insertComment(client, {
    id: newId(),
    workspaceId,
    incidentId,
    author: "system",
    body: text,
    linkId: null,
    externalId: null,
  });
}
