import { sealingWith } from "../../connector/seal.ts";
import { RefusedError } from "../../errors.ts";
import { originOf } from "../../evidence/checkpoint.ts";
import { exportLog } from "../../evidence/export.ts";
import { newSequencer } from "../../evidence/sequence.ts";
import { keysOf, signNow } from "../../evidence/signing.ts";
import { proofOf, storedLog } from "../../evidence/stored-log.ts";
import { listAudit, stretchOf } from "../../store/audit-log.ts";
import { type AuditSubject, auditNames } from "../../store/audit-names.ts";
import { boundedRead } from "../../store/bounded-read.ts";
import { type Client, inWorkspace, transaction } from "../../store/database.ts";
import { someHidden } from "../../store/restriction.ts";
import { notFound } from "../authenticate.ts";
import * as contract from "../contract/audit.ts";
import type { ApiDeps } from "../deps.ts";
import { READERS, type Route, route } from "../door.ts";
import { EXPORT_MS } from "../export.ts";
import { Streamed } from "../streamed.ts";

const tag = "audit";

/** The audit record: read it, and take it away with what proves it. */
export function auditRoutes(deps: ApiDeps): Route[] {
  const sequencer = newSequencer(deps.database.system, { newest: true });
  const signedNow = async (workspaceId: string) => {
    await sequencer.all();
    const sealing = sealingWith(deps.keyring);
    return transaction(deps.database.system, async (client) => ({
      closing: await signNow(client, sealing, workspaceId, deps.clock.now()),
      keys: await keysOf(client, sealing, workspaceId),
    }));
  };
  return [listOf(deps), exportOf(deps, signedNow), proof(deps, signedNow), key(deps)];
}

/** Signs the log as it is at this moment, with all that has happened so far. */
type SignedNow = (workspaceId: string) => Promise<{
  closing: Awaited<ReturnType<typeof signNow>>;
  keys: Awaited<ReturnType<typeof keysOf>>;
}>;

function listOf({ database }: ApiDeps): Route {
  const { auditQuery: query, AuditPage: answer } = contract;
  return route(
    { method: "get", path: "/v1/audit", tag, summary: "List who did what", needs: READERS, query, answer },
    ({ caller: { workspaceId }, query: { limit, cursor, ...filter } }) =>
      boundedRead(database, workspaceId, async (client) => {
        const page = await listAudit(client, workspaceId, filter, { limit, cursor });
        const names = await auditNames(client, workspaceId, page.items);
        const called = ({ subjectType, subjectId }: AuditSubject) => names.get(`${subjectType} ${subjectId}`) ?? null;
        return { ...page, items: page.items.map((entry) => ({ ...entry, called: called(entry) })) };
      }),
  );
}

function exportOf({ database }: ApiDeps, signedNow: SignedNow): Route {
  const summary = "Hand the audit log on, signed, with what proves that nothing of it was changed, as NDJSON";
  const { auditExportQuery: query } = contract;
  return route(
    { method: "get", path: "/v1/audit/export", tag, summary, needs: READERS, query, streams: true },
    async ({ caller: { workspaceId }, query: time }) => {
      const { closing, keys } = await signedNow(workspaceId);
      const read = <T>(work: (client: Client) => Promise<T>) => boundedRead(database, workspaceId, work, EXPORT_MS);
      const found = await read(async (client) => {
        if (await someHidden(client))
          throw new RefusedError(
            "audit.some-hidden",
            "Some incidents are restricted and not yours to know of; a log with gaps proves nothing. Somebody who may know of all of them can export it.",
          );
        return stretchOf(client, workspaceId, time);
      });
      // What came since the log was signed is for the next time.
      const next = Math.min(found?.next ?? closing.size, closing.size);
      const first = Math.min(found?.first ?? next, next);
      const range = { from: time.from ?? null, to: time.to ?? null, first, next, closing };
      return new Streamed("application/x-ndjson", exportLog(storedLog(read, workspaceId, keys), range));
    },
  );
}

function proof({ database }: ApiDeps, signedNow: SignedNow): Route {
  const summary = "What proves that an entry is in the signed log";
  const { auditParams: params, AuditProof: answer } = contract;
  return route(
    { method: "get", path: "/v1/audit/{id}/proof", tag, summary, needs: READERS, params, answer },
    async ({ caller: { workspaceId }, params: { id } }) => {
      const { closing, keys } = await signedNow(workspaceId);
      const found = await inWorkspace(database, workspaceId, (client) =>
        proofOf(client, workspaceId, keys, closing, id),
      );
      if (found === undefined) throw notFound("audit entry", id);
      return found;
    },
  );
}

function key({ database, keyring }: ApiDeps): Route {
  const summary = "The keys that the audit log is signed with";
  return route(
    { method: "get", path: "/v1/audit/key", tag, summary, needs: READERS, answer: contract.AuditKeys },
    async ({ caller: { workspaceId } }) => {
      const { texts } = await transaction(database.system, (client) =>
        keysOf(client, sealingWith(keyring), workspaceId),
      );
      return { origin: originOf(workspaceId), keys: texts };
    },
  );
}
