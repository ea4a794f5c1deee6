/**
 * For whom the database is read right now. It goes along with a request by itself, so that no query of hundreds can forget it; where nobody said,
 * it is nobody in particular, who may know of no restricted incident.
 */
import { AsyncLocalStorage } from "node:async_hooks";

export interface Reader {
  person: string;
  roles: readonly string[];
}

const reading = new AsyncLocalStorage<readonly string[]>();

/** Does `work`, and all it sets going, for this reader; for nobody in particular with null. */
export function asReader<T>(reader: Reader | null, work: () => T): T {
  return reading.run(reader === null ? [] : readersOf(reader), work);
}

/** Whom somebody counts as, as restrictions name readers: `person:anna`, `role:analyst`. */
export function readersOf({ person, roles }: Reader): string[] {
  return [`person:${person}`, ...roles.map((role) => `role:${role}`)];
}

/** Whom the reader of now counts as. */
export function readerNow(): readonly string[] {
  return reading.getStore() ?? [];
}

/** What is made later, piece by piece, for the reader of now. */
export function forReaderOfNow<T>(make: () => Promise<T>): () => Promise<T> {
  const reader = readerNow();
  return () => reading.run(reader, make);
}
