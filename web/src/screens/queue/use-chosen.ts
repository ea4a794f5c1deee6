/** Which rows are chosen, for what is done with several. What changes them is always the same, so that what is drawn by it need not be drawn again. */
import { useCallback, useMemo, useRef, useState } from "react";
import type { IncidentSummary } from "../../../../src/api/contract/incident.ts";

export function useChosen(rows: readonly IncidentSummary[]) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const onChoose = useCallback(
    ({ id }: { id: string }) =>
      setChosen((before) => {
        const after = new Set(before);
        if (!after.delete(id)) after.add(id);
        return after;
      }),
    [],
  );
  const none = useCallback(() => setChosen(new Set()), []);
  const latest = useRef(rows);
  latest.current = rows;
  const onChooseAll = useCallback(() => {
    const { current } = latest;
    setChosen((before) => (isWhole(current, before) ? new Set() : new Set(current.map(({ id }) => id))));
  }, []);
  return useMemo(() => {
    const all = isWhole(rows, chosen);
    return { chosen, all, rows: rows.filter(({ id }) => chosen.has(id)), onChoose, onChooseAll, none };
  }, [rows, chosen, onChoose, onChooseAll, none]);
}

function isWhole(rows: readonly IncidentSummary[], chosen: ReadonlySet<string>): boolean {
  return rows.length > 0 && rows.every(({ id }) => chosen.has(id));
}
