/** How often each invariant was tried, and hurt. */

export const INVARIANTS = {
  I1: "accepted alerts are kept",
  I2: "one effect per key, else an explicit unknown",
  I3: "no effect without a decision on the same arguments",
  I4: "intent before the effect, outcome after, log sound",
  I5: "nothing crosses workspaces",
  I6: "containment ends, across crashes",
  I7: "budgets hold under concurrency",
  I8: "the stop button holds",
} as const;
export type Invariant = keyof typeof INVARIANTS;

export interface Row {
  trials: number;
  violations: number;
}

export interface Table {
  rows: Record<Invariant, Row>;
  /** Notes what was found in so many trials, and says each. */
  count(id: Invariant, trials: number, found: readonly unknown[]): void;
  /** Counts what another table counted. */
  add(rows: Record<Invariant, Row>): void;
  violations(): number;
  lines(): string[];
}

/** An empty table; `say` is told of each violation. */
export function newTable(say: (line: string) => void): Table {
  const rows = Object.fromEntries(
    Object.keys(INVARIANTS).map((id) => [id, { trials: 0, violations: 0 }]),
  ) as unknown as Record<Invariant, Row>;
  return {
    rows,
    count(id, trials, found) {
      rows[id].trials += trials;
      rows[id].violations += found.length;
      for (const one of found) say(`${id}: ${typeof one === "string" ? one : JSON.stringify(one)}`);
    },
    add(more) {
      for (const id of Object.keys(rows) as Invariant[]) {
        rows[id].trials += more[id].trials;
        rows[id].violations += more[id].violations;
      }
    },
    violations: () => Object.values(rows).reduce((sum, row) => sum + row.violations, 0),
    lines: () =>
      Object.entries(INVARIANTS).map(([id, words]) => {
        const { trials, violations } = rows[id as Invariant];
        return `${id}  ${words.padEnd(52)} ${String(trials).padStart(6)} trials  ${String(violations).padStart(4)} violations`;
      }),
  };
}
