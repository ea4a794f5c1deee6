import { InputError, isCordonError, RefusedError } from "../../errors.ts";
import { Lease } from "../../model/effect.ts";
import { lookAt } from "../../respond/look-at.ts";
import { appendAudit } from "../../store/audit.ts";
import { type Client, inWorkspace } from "../../store/database.ts";
import { type LeaseRow, listLeases, readLease } from "../../store/effect-read.ts";
import { extendLease, releaseAll, releaseNow } from "../../store/lease.ts";
import { heldThere, whoseIs } from "../../store/lease-mark.ts";
import { notFound } from "../authenticate.ts";
import { idParams } from "../contract/page.ts";
import { LeaseExtension, LeaseLook, LeasePage, leaseQuery, ReleaseAll, ReleasedAll } from "../contract/run.ts";
import type { ApiDeps } from "../deps.ts";
import { ANALYSTS, READERS, type Route, route } from "../door.ts";
import { keysNamed } from "../entity-names.ts";
import { containmentsNamed } from "../named-containments.ts";

const tag = "containment";
const params = idParams;
/** A containment that is to last longer is a decision for the system that holds it, not a lease. */
const MAX_DAYS = 90;

/** What is contained right now: until when, and its way back. */
export function containmentRoutes(deps: ApiDeps): Route[] {
  return [listOf(deps), readOne(deps), release(deps), everyRelease(deps), extend(deps), look(deps)];
}

function listOf(deps: ApiDeps): Route {
  const summary = "List containment leases; those in force with status=active,releasing";
  return route(
    { method: "get", path: "/v1/containment", tag, summary, needs: READERS, query: leaseQuery, answer: LeasePage },
    ({ caller: { workspaceId }, query: { limit, cursor, ...filter } }) =>
      inWorkspace(deps.database, workspaceId, async (client) => {
        const entity = await keysNamed(deps, client, workspaceId, filter.entity);
        return listLeases(client, workspaceId, { ...filter, entity }, { limit, cursor });
      }),
  );
}

function readOne({ database }: ApiDeps): Route {
  const summary = "Read a containment lease";
  return route(
    { method: "get", path: "/v1/containment/{id}", tag, summary, needs: READERS, params, answer: Lease },
    ({ caller: { workspaceId }, params: { id } }) =>
      inWorkspace(database, workspaceId, (client) => present(client, workspaceId, id)),
  );
}

function release({ database, kick }: ApiDeps): Route {
  const summary = "End a containment now; it is undone and read back";
  return route(
    {
      method: "post",
      path: "/v1/containment/{id}/release",
      tag,
      summary,
      needs: ANALYSTS,
      params,
      status: 202,
      answer: Lease,
    },
    async ({ caller: { workspaceId }, actor, params: { id } }) => {
      const lease = await inWorkspace(database, workspaceId, async (client) => {
        const { status } = await present(client, workspaceId, id);
        if (!(await releaseNow(client, workspaceId, id, actor))) throw notInForce(status);
        await audit(client, workspaceId, id, actor, "containment-release-asked", {});
        return present(client, workspaceId, id);
      });
      kick();
      return lease;
    },
  );
}

function everyRelease(deps: ApiDeps): Route {
  const summary =
    "End all containments of an incident, an entity, a playbook or the workspace; each is undone and read back";
  const path = "/v1/containment/release";
  return route(
    { method: "post", path, tag, summary, needs: ANALYSTS, body: ReleaseAll, status: 202, answer: ReleasedAll },
    async ({ caller: { workspaceId }, actor, body: { reason, all, ...filter } }) => {
      const released = await inWorkspace(deps.database, workspaceId, async (client) => {
        const named = await containmentsNamed(deps, client, workspaceId, filter);
        const count = await releaseAll(client, workspaceId, named, actor);
        const details = { ...filter, ...(all ? { all } : {}), reason, containments: count };
        const subject = { subjectType: "workspace", subjectId: workspaceId };
        const entry = { workspaceId, actor, action: "containments-release-asked", ...subject, details };
        await appendAudit(client, [entry]);
        return count;
      });
      deps.kick();
      return { released };
    },
  );
}

/** Only what still holds is held for longer: the end of what somebody undid in the system by hand is not moved, and they are told. */
function extend(deps: ApiDeps): Route {
  const { database, clock } = deps;
  const summary = "Move the end of a containment";
  const path = "/v1/containment/{id}/extend";
  return route(
    { method: "post", path, tag, summary, needs: ANALYSTS, params, body: LeaseExtension, answer: Lease },
    async ({ caller: { workspaceId }, actor, params: { id }, body }) => {
      const until = checkedEnd(body.until, clock.now());
      const lease = await inWorkspace(database, workspaceId, (client) => present(client, workspaceId, id));
      const now = lease.status === "active" ? await seenNow(deps, workspaceId, id) : CANNOT_TELL;
      if (now.inForce === "no") throw undoneElsewhere(lease);
      if (now.whose === "somebody-elses") throw remadeElsewhere(lease);
      return inWorkspace(database, workspaceId, async (client) => {
        const { status, expiresAt } = await present(client, workspaceId, id);
        if (!(await extendLease(client, workspaceId, id, until))) throw notExtended(status);
        await audit(client, workspaceId, id, actor, "containment-extended", {
          from: expiresAt,
          until,
          inForce: now.inForce,
        });
        return present(client, workspaceId, id);
      });
    },
  );
}

/** Outside of any transaction: the product may take its time. */
function look(deps: ApiDeps): Route {
  const summary = "Ask the system that holds a containment whether it still does; nothing is changed";
  const path = "/v1/containment/{id}/look";
  return route(
    { method: "post", path, tag, summary, needs: ANALYSTS, params, answer: LeaseLook },
    async ({ caller: { workspaceId }, params: { id } }) => ({
      ...(await lookThere(deps, workspaceId, id)),
      at: deps.clock.now().toISOString(),
    }),
  );
}

type Seen = Omit<LeaseLook, "at">;
const CANNOT_TELL: Seen = { inForce: "cannot-tell", whose: "unknown", seen: {} };

async function lookThere({ database, responses }: ApiDeps, workspaceId: string, id: string): Promise<Seen> {
  const held = await inWorkspace(database, workspaceId, (client) => heldThere(client, workspaceId, id));
  if (held === null) throw notFound("containment", id);
  const { inForce, seen, mark } = await lookAt(await responses(workspaceId), held);
  // Also by leases of incidents that the reader may not know of: what those made is ours all the same.
  const whose = await whoseIs(database.system, held, mark);
  return { inForce, whose, seen };
}

/** A product that cannot be asked does not keep anybody from moving the end. */
async function seenNow(deps: ApiDeps, workspaceId: string, id: string): Promise<Seen> {
  try {
    return await lookThere(deps, workspaceId, id);
  } catch (error) {
    if (isCordonError(error)) return CANNOT_TELL;
    throw error;
  }
}

function checkedEnd(text: string, now: Date): Date {
  const until = new Date(text);
  const days = (until.getTime() - now.getTime()) / 86_400_000;
  if (days > 0 && days <= MAX_DAYS) return until;
  throw new InputError("api.bad-body", `until: expected a moment within the next ${MAX_DAYS} days.`);
}

async function present(client: Client, workspaceId: string, id: string): Promise<LeaseRow> {
  const lease = await readLease(client, workspaceId, id);
  if (lease === null) throw notFound("containment", id);
  return lease;
}

async function audit(
  client: Client,
  workspaceId: string,
  subjectId: string,
  actor: string,
  action: string,
  details: Record<string, unknown>,
): Promise<void> {
  await appendAudit(client, [{ workspaceId, actor, action, subjectType: "lease", subjectId, details }]);
}

function notInForce(status: string): RefusedError {
  return new RefusedError("api.conflict", `The containment is ${status}; it is no longer in force.`);
}

function notExtended(status: string): RefusedError {
  if (status !== "active") return notInForce(status);
  return new RefusedError(
    "api.conflict",
    "The release of this containment was asked for meanwhile; contain it anew if it is to last.",
  );
}

function undoneElsewhere({ capability, entityKey, connection }: LeaseRow): RefusedError {
  return new RefusedError(
    "lease.undone-elsewhere",
    `${capability} on ${entityKey} is not in force in ${connection} any more: somebody undid it there. There is nothing to extend; release it to end the record, or contain it anew.`,
  );
}

function remadeElsewhere({ capability, entityKey, connection }: LeaseRow): RefusedError {
  return new RefusedError(
    "lease.undone-elsewhere",
    `Somebody undid ${capability} on ${entityKey} in ${connection} and did it again: what is in force there now is theirs, and no end of ours bears on it. Release it to end the record; theirs is left in place.`,
  );
}
