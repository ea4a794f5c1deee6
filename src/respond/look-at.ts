/** Asks the system that holds a containment whether it still does. Changes nothing there, and nothing here. */
import type { ReadBack } from "../connector/connector.ts";
import { newId } from "../ids.ts";
import { actionFor, type ResponseContent, readBack } from "./content.ts";

const LOOK_TIMEOUT_MS = 15_000;

export interface Held {
  capability: string;
  connection: string;
  /** As it was contained. */
  args: Record<string, unknown>;
}

/** What the system says now; that nobody can tell where its connection is gone. @throws TransientError, RefusedError as its connection does. */
export async function lookAt(content: ResponseContent, { capability, connection, args }: Held): Promise<ReadBack> {
  const ready = actionFor(content, capability, connection);
  if (ready === null)
    return { inForce: "cannot-tell", seen: { note: `The connection "${connection}" that holds it is gone.` } };
  return readBack(ready, args, { idempotencyKey: `look:${newId()}`, timeoutMs: LOOK_TIMEOUT_MS });
}
