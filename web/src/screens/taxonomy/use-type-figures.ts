/** How many incidents of each type came in the last month, and how many of those that ended did so without a person. */
import { useQuery } from "@tanstack/react-query";
import type { WorkFigures } from "../../../../src/api/contract/figures.ts";
import type { Counts } from "../../../../src/api/contract/query.ts";
import { read } from "../../api/client.ts";
import { periodFrom } from "../overview/period-from.ts";
import { percent } from "../playbooks/figures.ts";

export interface TypeFigures {
  incidents: number;
  /** In percent; a dash where none ended. */
  alone: string;
}

const DAYS = 30;

export function useTypeFigures(): ReadonlyMap<string, TypeFigures> {
  const since = periodFrom(DAYS, Date.now());
  const counted = useQuery({
    queryKey: ["counts", "by-type", since],
    queryFn: ({ signal }) => read<Counts>("/v1/incidents/counts", { by: "type", since }, signal),
  });
  const worked = useQuery({
    queryKey: ["figures", "work", since],
    queryFn: ({ signal }) => read<WorkFigures>("/v1/figures/work", { by: "type", from: since }, signal),
  });
  const parts = new Map((worked.data?.items ?? []).map(({ part, withoutPerson }) => [part, withoutPerson.rate]));
  return new Map(
    (counted.data?.items ?? []).map(({ values, count }) => {
      const type = values.type ?? "";
      return [type, { incidents: count, alone: percent(parts.get(type)) }];
    }),
  );
}
