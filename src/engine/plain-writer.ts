import type { Client } from "../store/database.ts";
import type { Writer } from "./kind.ts";

/** A writer whose rows are answered by nothing. @param send sends one statement, before it first waits for anything. */
export function plainWriter<R>(
  name: string,
  order: number,
  send: (client: Client, rows: R[]) => Promise<void>,
): Writer<R, undefined> {
  return {
    name,
    order,
    async write(client, rows, haste) {
      const sent = send(client, rows);
      haste?.sentAll();
      await sent;
      return rows.map(() => undefined);
    },
  };
}
