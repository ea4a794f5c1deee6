/** One syslog listener: who may send, what is counted, and where its messages go. */
import { networksOf } from "../connector/address.ts";
import { RefusedError, TransientError, toErrorJson } from "../errors.ts";
import type { IngestConnection, Receive } from "../ingest/receive.ts";
import type { Log } from "../log.ts";
import { type Gather, newGather } from "./gather.ts";
import type { ListenerAddress } from "./listener-address.ts";

export type Fate = "received" | "dropped" | "refused-sender";

export interface ListenDeps {
  /** The connection that messages come by, looked up for each delivery; undefined when there is none. */
  connection(workspace: string, name: string): Promise<IngestConnection | undefined>;
  receive: Receive;
  /** Messages, or for `refused-sender` connections and datagrams, by what became of them. */
  count(listener: string, fate: Fate, by: number): void;
  log: Log;
}

export interface Listening {
  address: ListenerAddress;
  port: number;
  stop(): Promise<void>;
}

/** What the transports share. */
export interface Intake {
  gather: Gather;
  /** Whether messages from this address are taken; who is refused is counted. */
  admits(address: string | undefined): boolean;
  count(fate: Fate, by: number): void;
}

const MOST = 500;

export function newIntake(deps: ListenDeps, address: ListenerAddress, waitMs: number): Intake {
  const log = deps.log.child({ listener: address.name });
  const allowed = networksOf(address.allow);
  const count = (fate: Fate, by: number) => deps.count(address.name, fate, by);
  const gather = newGather({
    most: MOST,
    waitMs,
    deliver: (body) => deliver(deps, address, body),
    lost(by, error) {
      count("dropped", by);
      log.error({ error: toErrorJson(error), messages: by }, "syslog messages could not be taken");
    },
    failed: (error) => log.warn({ error: toErrorJson(error) }, "syslog messages wait and are tried again"),
  });
  return {
    gather,
    admits(sender) {
      const known = sender !== undefined && (address.allow.length === 0 || allowed(sender.replace(/^::ffff:/, "")));
      if (!known) count("refused-sender", 1);
      return known;
    },
    count,
  };
}

async function deliver(deps: ListenDeps, { workspace, connection: name }: ListenerAddress, body: Buffer) {
  const connection = await deps.connection(workspace, name);
  // It may be made, or mended, in a moment: until then senders are held, not sent away.
  if (connection === undefined)
    throw new TransientError("listen.no-connection", `Workspace "${workspace}" has no connection "${name}".`, {
      retryAfterMs: 2_000,
    });
  if (connection.connector.source?.text !== "lines")
    throw new RefusedError("listen.no-lines", `The connection "${name}" does not read lines of text.`);
  return deps.receive(connection, { headers: { "content-type": "text/plain" }, body });
}
