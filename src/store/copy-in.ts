/** COPY FROM STDIN: the cheapest way for many rows into a table. https://www.postgresql.org/docs/current/sql-copy.html */
import pg from "pg";
import type { CopyRows } from "./copy-rows.ts";
import type { Client } from "./database.ts";

/** What a query needs of the connection it is sent by; the driver has it, its published types do not. */
interface Wire {
  stream: { cork(): void; uncork(): void; write(bytes: Uint8Array): void };
  query(text: string): void;
  endCopyFrom(): void;
}

/**
 * The statement with its rows behind it in one piece: the server reads them once it has begun to copy, and passes over them when it has not
 * (https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-COPY), so nothing has to be waited for in between.
 */
function copyQuery(statement: string, message: Uint8Array, done: (error: Error | undefined) => void): pg.Query {
  return Object.assign(new pg.Query(statement, done as never), {
    submit(connection: unknown) {
      const wire = connection as Wire;
      wire.stream.cork();
      wire.query(statement);
      // As it is: the driver's own call would copy the megabytes once more to put the message's head before them.
      wire.stream.write(message);
      wire.endCopyFrom();
      wire.stream.uncork();
      return null;
    },
    // The server is ready for what was sent already.
    handleCopyInResponse() {},
  }) as unknown as pg.Query;
}

/** Copies rows into a table, within the caller's transaction. @param into the table with the columns that each row has, in their order. */
export function copyIn(client: Client, into: string, rows: CopyRows): Promise<void> {
  return copyMessage(client, `COPY ${into} FROM STDIN (FORMAT binary)`, rows.message());
}

/** The same with a statement and a CopyData message of the caller's own. */
export function copyMessage(client: Client, statement: string, message: Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    client.query(copyQuery(statement, message, (error) => (error ? reject(error) : resolve())) as never);
  });
}
