/** How many there are by field, for the facets; each facet is counted as if nothing of it were chosen, so that one sees what else there is. */
import { keepPreviousData, useQueries } from "@tanstack/react-query";
import { useCallback } from "react";
import type { Counts } from "../../../../src/api/contract/query.ts";
import { type Query, read } from "../../api/client.ts";
import { useTypeName } from "../../api/type-names.ts";
import type { FacetValue } from "../../ui/facets.tsx";
import { queue } from "../../words/queue.ts";
import { dispositions, priorities, severities, statuses, valuesOf } from "../../words/scales.ts";
import { chosenOf, FACETS, type FacetField, type QueueSearch, queryOf } from "./queue-search.ts";

const SCALES: Partial<Record<FacetField, Readonly<Record<string, string>>>> = {
  status: statuses,
  severity: severities,
  priority: priorities,
  disposition: dispositions,
};

export interface CountedFacet {
  field: FacetField;
  label: string;
  values: FacetValue[];
}

export interface Counted {
  /** Those that are counted, in their order and without a gap: one that is counted late pushes none away. */
  facets: CountedFacet[];
  /** How many there are in all. */
  total: number | undefined;
  /** Nothing is to come any more. */
  isWhole: boolean;
}

/** The facets, and how many there are in all. */
export function useFacets(search: QueueSearch, query: Query): Counted {
  const named = useTypeName();
  const combine = useCallback((results: readonly Result[]) => inWords(results, search, named), [search, named]);
  return useQueries({
    combine,
    queries: [null, ...FACETS].map((field) => {
      const asked = field === null ? query : withoutFacet(search, field);
      const { sort: _sort, ...rest } = asked;
      return {
        queryKey: ["counts", field ?? "total", rest],
        queryFn: ({ signal }: { signal: AbortSignal }) =>
          read<Counts>("/v1/incidents/counts", { ...rest, by: field ?? "status" }, signal),
        placeholderData: keepPreviousData,
      };
    }),
  });
}

interface Result {
  data: Counts | undefined;
  isError: boolean;
}

/** The same until one of them is another. */
function inWords(results: readonly Result[], search: QueueSearch, named: (type: string) => string) {
  const total = results[0]?.data?.items.reduce((sum, { count }) => sum + count, 0);
  const facets = FACETS.map((field, place) => ({
    field,
    label: queue.facetNames[field],
    values: valuesIn(field, results[place + 1]?.data, {
      chosen: chosenOf(search, field),
      ...(field === "type" ? { named } : {}),
    }),
  }));
  const late = results.slice(1).findIndex(({ data, isError }) => data === undefined && !isError);
  const counted = late === -1 ? facets : facets.slice(0, late);
  return { facets: counted.filter(({ values }) => values.length > 0), total, isWhole: late === -1 };
}

function withoutFacet(search: QueueSearch, field: FacetField): Query {
  const { [field]: _chosen, ...rest } = search;
  return queryOf(field === "status" ? { ...rest, show: "all" } : rest);
}

interface HowSaid {
  /** What is chosen is among them also where it counts nothing: else nobody could choose it no more. */
  chosen?: readonly string[];
  named?(value: string): string;
}

/** Scales in their own order, the gravest first where that is what a scale says; names by how many there are. */
export function valuesIn(
  field: FacetField,
  counts: Counts | undefined,
  { chosen = [], named = (value) => value }: HowSaid = {},
): FacetValue[] {
  if (counts === undefined) return [];
  const counted = new Map(counts.items.map(({ values, count }) => [values[field] ?? "", count]));
  const scale = SCALES[field];
  if (scale === undefined) {
    const most = [...counted.keys()].slice(0, 30);
    const missing = chosen.filter((value) => !most.includes(value));
    return [...most, ...missing].map((value) => ({
      ...{ value, count: counted.get(value) ?? 0 },
      label: value === "" ? queue.nobody : named(value),
    }));
  }
  const order = valuesOf(scale);
  if (field === "severity" || field === "priority") order.reverse();
  return order
    .filter((value) => counted.has(value) || chosen.includes(value))
    .map((value) => ({ value, count: counted.get(value) ?? 0, label: scale[value] ?? value }));
}
