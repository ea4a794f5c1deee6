/** Tells what may pass by itself from what will fail again. */

/** SQLSTATE classes and codes that say "not now": connection loss, shutdown, serialisation, lock and resource shortage, too long a silence. */
const PASSING = /^(08|40|53|57P0|55P03|25P03)/;

/** The driver's own words for a connection that is gone; it gives these errors no code. */
const LOST = /^(timeout expired|timeout exceeded when trying to connect|Connection terminated|Client .* not queryable)/;

/** True when the same statement may succeed later; a data fault or a defect is not passing. */
export function isPassing(error: unknown): boolean {
  const code = (error as { code?: unknown } | null | undefined)?.code;
  if (typeof code !== "string") return error instanceof Error && LOST.test(error.message);
  return PASSING.test(code) || /^E[A-Z]+$/.test(code);
}

/** What `must_all` raises in a statement whose COMMIT was sent behind it: not all rows were as expected, and nothing was written. */
const UNEXPECTED = "CD001";

/** Whether a transaction was taken back because it was sent off too hastily: it has to be done again by looking first. */
export function isUnexpected(error: unknown): boolean {
  return (error as { code?: unknown } | null | undefined)?.code === UNEXPECTED;
}
