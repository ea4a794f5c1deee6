/**
 * Stands between a Cordon and its Postgres, and reads along: whenever something is about to become durable, and when it has, somebody may stop the world.
 * https://www.postgresql.org/docs/current/protocol-message-formats.html
 */
import { createServer, connect as dial, type Socket } from "node:net";
import { freePort } from "../support/real/process.ts";
import { framesOf } from "./frames.ts";

/** Answers true when the world is to stop here: nothing is passed on any more, in either direction, on any connection, until {@link DatabaseRelay.letGo}. */
export type Stop = (doing: Durable, when: "before" | "after") => boolean;

/** What becomes durable together. */
export interface Durable {
  /** Names of statements, the texts of those that have none. */
  statements: readonly string[];
  /** What the server said of the last that changed anything, such as `UPDATE 1`; empty before. */
  tag: string;
}

export interface DatabaseRelay {
  /** For DATABASE_URL. */
  url: string;
  /** Passes on again, for connections that are made from now on. */
  letGo(): void;
  stop(): Promise<void>;
}

/** What a client does until it is durable: the names, or the texts, of its statements. */
interface Doing {
  statements: string[];
  inTransaction: boolean;
}

/** Relays to the Postgres of a socket directory. */
export async function startDatabaseRelay(socketDir: string, stops: Stop): Promise<DatabaseRelay> {
  const sockets = new Set<Socket>();
  let stopped = false;
  const ask: Stop = (durable, when) => {
    if (!stopped) stopped = stops(durable, when);
    return stopped;
  };
  const server = createServer((client) => {
    const postgres = dial(`${socketDir}/.s.PGSQL.5432`);
    for (const socket of [client, postgres]) {
      sockets.add(socket);
      socket.on("error", () => undefined);
      socket.on("close", () => {
        sockets.delete(socket);
        client.destroy();
        postgres.destroy();
      });
    }
    follow(client, postgres, ask, () => stopped);
  });
  const port = await freePort();
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const cut = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: `postgresql://cordon@127.0.0.1:${port}/cordon`,
    letGo() {
      cut();
      stopped = false;
    },
    async stop() {
      cut();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function follow(client: Socket, postgres: Socket, ask: Stop, stopped: () => boolean): void {
  const names = new Map<string, string>();
  const doing: Doing = { statements: [], inTransaction: false };
  /** For each answer "ready" that is to come, what became durable with it; the first is the one that greets. */
  const awaited: (readonly string[] | null)[] = [null];
  const fromClient = framesOf({ greeting: true });
  const fromPostgres = framesOf({ greeting: false });
  client.on("data", (chunk: Buffer) => {
    for (const frame of fromClient(chunk)) {
      const durable = note(frame, names, doing);
      if (durable !== undefined) {
        if (durable !== null && ask({ statements: durable, tag: "" }, "before")) return;
        awaited.push(durable);
      }
      if (stopped()) return;
      postgres.write(frame);
    }
  });
  let tag = "";
  postgres.on("data", (chunk: Buffer) => {
    for (const frame of fromPostgres(chunk)) {
      const type = String.fromCharCode(frame[0]!);
      if (type === "C") tag = frame.toString("utf8", 5, frame.length - 1);
      if (type === "Z") {
        const statements = awaited.shift() ?? null;
        if (statements !== null && ask({ statements, tag }, "after")) return;
      }
      if (stopped()) return;
      client.write(frame);
    }
  });
}

/** Undefined for a message that asks for no answer of its own; else what becomes durable when it is answered, null for nothing. */
function note(frame: Buffer, names: Map<string, string>, doing: Doing): readonly string[] | null | undefined {
  switch (String.fromCharCode(frame[0]!)) {
    case "P": {
      const [name, text] = frame.toString("utf8", 5).split("\0") as [string, string];
      names.set(name, name === "" ? text : name);
      return undefined;
    }
    case "B": {
      const [, name] = frame.toString("utf8", 5).split("\0") as [string, string];
      doing.statements.push(names.get(name) ?? name);
      return undefined;
    }
    case "Q":
      doing.statements.push(frame.toString("utf8", 5).replace(/\0$/, ""));
      return settle(doing);
    case "S":
      return settle(doing);
    default:
      return undefined;
  }
}

function settle(doing: Doing): readonly string[] | null {
  const last = doing.statements.at(-1) ?? "";
  if (/^BEGIN/i.test(last)) {
    doing.inTransaction = true;
    doing.statements = [];
    return null;
  }
  if (doing.inTransaction && !/^(COMMIT|ROLLBACK)/i.test(last)) return null;
  const done = /^ROLLBACK/i.test(last) ? null : doing.statements;
  doing.inTransaction = false;
  doing.statements = [];
  return done;
}
