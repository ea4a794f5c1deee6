/** Rows as lines of COPY's text format, for tables that are filled once and column by column in words. */
import { copyMessage } from "../../src/store/copy-in.ts";
import type { Client } from "../../src/store/database.ts";

/** Copies rows, each a line of fields separated by tabs. */
export function copyLines(client: Client, statement: string, lines: readonly string[]): Promise<void> {
  const rows = Buffer.from(`${lines.join("\n")}\n`);
  const head = Buffer.from("d\0\0\0\0");
  head.writeInt32BE(rows.length + 4, 1);
  return copyMessage(client, statement, Buffer.concat([head, rows]));
}

/** JSON text as a field: it holds no control characters, so only backslashes have to be doubled. */
export function copyJson(json: string): string {
  return json.replaceAll("\\", "\\\\");
}
