/** What the failures of actions lead to, by step, as it is read: each end once, with all ways that come to it. */
import type { FailureTold, PlaybookTested } from "../../../../src/api/contract/playbook-editor.ts";

type Told = NonNullable<PlaybookTested["failures"]>;

export interface FailureRow {
  outcome: string;
  ended: boolean;
  ways: FailureTold[];
}

/** In the order in which the cases come to the steps; of a step first what comes to no end. */
export function failureRows({ items }: Pick<Told, "items">): { step: string; rows: FailureRow[] }[] {
  return [...Map.groupBy(items, ({ step }) => step)].map(([step, all]) => {
    const ends = [...Map.groupBy(all, ({ ended, outcome }) => `${ended} ${outcome}`).values()];
    const rows = ends.map((ways) => ({ outcome: ways[0]!.outcome, ended: ways[0]!.ended, ways }));
    return { step, rows: rows.sort((one, other) => Number(one.ended) - Number(other.ended)) };
  });
}
