/** COPY FROM STDIN: the cheapest way for many rows into a table. https://www.postgresql.org/docs/current/sql-copy.html */
import pg from "pg";
import type { Client } from "./database.ts";

/** What a query needs of the connection it is sent by; the driver has it, its published types do not. */
interface Wire {
  stream: { cork(): void; uncork(): void };
  query(text: string): void;
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
}

/**
 * The statement with its rows behind it in one piece: the server reads them once it has begun to copy, and passes over them when it has not
 * (https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-COPY), so nothing has to be waited for in between.
 */
function copyQuery(statement: string, rows: Buffer, done: (error: Error | undefined) => void): pg.Query {
  return Object.assign(new pg.Query(statement, done as never), {
    submit(connection: unknown) {
      const wire = connection as Wire;
      wire.stream.cork();
      wire.query(statement);
      wire.sendCopyFromChunk(rows);
      wire.endCopyFrom();
      wire.stream.uncork();
      return null;
    },
    // The server is ready for what was sent already.
    handleCopyInResponse() {},
  }) as unknown as pg.Query;
}

/** Copies rows, each a line of {@link copyText} fields separated by tabs, within the caller's transaction. */
export function copyIn(client: Client, statement: string, lines: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const rows = Buffer.from(`${lines.join("\n")}\n`);
    client.query(copyQuery(statement, rows, (error) => (error ? reject(error) : resolve())) as never);
  });
}

/** A text as a field of COPY's text format. */
export function copyText(text: string): string {
  return SPECIAL.test(text) ? text.replace(EVERY_SPECIAL, (character) => ESCAPED[character] as string) : text;
}

const SPECIAL = /[\\\t\n\r]/;
const EVERY_SPECIAL = /[\\\t\n\r]/g;
const ESCAPED: Record<string, string> = { "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r" };

/** JSON text as a field: it holds no control characters, so only backslashes have to be doubled. */
export function copyJson(json: string): string {
  return json.includes("\\") ? json.replaceAll("\\", "\\\\") : json;
}
