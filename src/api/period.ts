/** The time that figures are taken over. */

const MONTH_MS = 30 * 86_400_000;

interface Period {
  from: Date;
  to: Date;
}

/** The last 30 days, unless a query says otherwise. */
export function periodOf({ from, to }: { from?: string | undefined; to?: string | undefined }, now: Date): Period {
  const end = to === undefined ? now : new Date(to);
  return { from: from === undefined ? new Date(end.getTime() - MONTH_MS) : new Date(from), to: end };
}

/** As answers say it. */
export function periodText({ from, to }: Period) {
  return { from: from.toISOString(), to: to.toISOString() };
}
