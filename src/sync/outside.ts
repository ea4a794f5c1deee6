/** Other systems as sync sees them: connections that answer for capabilities, and one ticket or alert in one of them. */
import type { ReadBack } from "../connector/connector.ts";
import { RefusedError, TransientError } from "../errors.ts";
import type { ClaimedLink, LinkKind } from "../store/sync-link.ts";
import type { LinkedSystem, RemoteView } from "./round.ts";

export interface CallBounds {
  idempotencyKey: string;
  timeoutMs: number;
}

/** A connection ready to be called; the wiring makes it. */
export interface SyncConnection {
  id: string;
  name: string;
  /** Ids of the capabilities its connector implements. */
  implements: ReadonlySet<string>;
  call(capability: string, input: Record<string, unknown>, bounds: CallBounds): Promise<Record<string, unknown>>;
  readBack(capability: string, input: Record<string, unknown>, bounds: CallBounds): Promise<ReadBack>;
}

export const CAPABILITIES: Record<LinkKind, { read: string; update: string }> = {
  ticket: { read: "ticket.get", update: "ticket.update" },
  alert: { read: "siem.get-alert", update: "siem.update-alert" },
};

/** True when links of that kind can be kept in step through the connection. */
export function keepsInStep(connection: SyncConnection, kind: LinkKind): boolean {
  return connection.implements.has(CAPABILITIES[kind].read) && connection.implements.has(CAPABILITIES[kind].update);
}

export const CALL_TIMEOUT_MS = 15_000;

/**
 * The ticket or alert of a link.
 * @throws RefusedError `sync.no-connection` when the link's connection is gone or cannot do it any more.
 */
export function systemOf(link: ClaimedLink, connections: SyncConnection[]): LinkedSystem {
  const connection = connections.find((candidate) => candidate.id === link.connectionId);
  if (connection === undefined || !keepsInStep(connection, link.kind)) {
    throw new RefusedError(
      "sync.no-connection",
      `The connection of ${link.kind} ${link.externalId} is gone or no longer keeps ${link.kind}s in step; add it again or correct it.`,
    );
  }
  const { read, update } = CAPABILITIES[link.kind];
  const bounds = (idempotencyKey: string): CallBounds => ({ idempotencyKey, timeoutMs: CALL_TIMEOUT_MS });
  const id = link.externalId;
  let writes = 0;
  return {
    async look() {
      const seen = await connection.call(read, { id }, bounds(`sync:${link.id}:look`));
      if (seen.found === false)
        throw new RefusedError("sync.not-found", `${connection.name} no longer knows the ${link.kind} ${id}.`);
      return seen as unknown as RemoteView;
    },
    async write(fields, ifVersion) {
      writes += 1;
      await connection.call(update, { id, ...fields, ifVersion }, bounds(`sync:${link.id}:${link.claim}:${writes}`));
    },
    async say({ key, text }, again) {
      const input = { id, comment: text };
      if (again && (await wasSaid(connection, update, input, bounds(key)))) return;
      await connection.call(update, input, bounds(key));
    },
  };
}

/** Asked before anything is said again. A system that cannot tell is trusted to fold repeats under one key only when it says no. */
async function wasSaid(
  connection: SyncConnection,
  capability: string,
  input: Record<string, unknown>,
  bounds: CallBounds,
): Promise<boolean> {
  const { inForce } = await connection.readBack(capability, input, bounds);
  if (inForce === "cannot-tell")
    throw new TransientError(
      "sync.cannot-tell",
      `${connection.name} cannot say whether a comment is there already; it is asked again later.`,
    );
  return inForce === "yes";
}
