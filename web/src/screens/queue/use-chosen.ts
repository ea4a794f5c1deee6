/** Which rows are chosen, for what is done with several. */
import { useMemo, useState } from "react";
import type { IncidentSummary } from "../../../../src/api/contract/incident.ts";

export function useChosen(rows: readonly IncidentSummary[]) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  return useMemo(() => {
    const all = rows.length > 0 && rows.every(({ id }) => chosen.has(id));
    return {
      chosen,
      all,
      rows: rows.filter(({ id }) => chosen.has(id)),
      onChoose: ({ id }: { id: string }) =>
        setChosen((before) => {
          const after = new Set(before);
          if (!after.delete(id)) after.add(id);
          return after;
        }),
      onChooseAll: () => setChosen(all ? new Set() : new Set(rows.map(({ id }) => id))),
      none: () => setChosen(new Set()),
    };
  }, [rows, chosen]);
}
