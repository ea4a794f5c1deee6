/** What the queue shows, as it stands in the address: readable, and good for sending to somebody. */
import type { Query } from "../../api/client.ts";

export const FACETS = ["status", "severity", "priority", "disposition", "type", "source", "owner", "queue"] as const;
export type FacetField = (typeof FACETS)[number];

/** Several values of a field are separated by commas. */
export type QueueSearch = Partial<Record<FacetField | "q" | "filter" | "view" | "sort" | "show", string>>;

/** Made of what is in the address when it is asked for, which may be ahead of what is drawn. */
export type SearchChange = (before: QueueSearch) => QueueSearch;

const OPEN = "new,in-progress,on-hold";
const LISTED = new Set<string>(["status", "severity", "priority", "disposition"]);
/** Fields that filters know by another name: `type` is CEL's own. */
const CALLED: Partial<Record<FacetField, string>> = { type: "incident.type" };
/** Operators of CEL: what has one is a filter, what has none is words. */
const CEL = /[=<>!]=|[<>]|&&|\|\||\bin \[|\w\(/;

/** Whether something is narrowed down besides the open ones that are shown from the start. */
export function isNarrowed({ sort: _sort, show: _show, ...narrowing }: QueueSearch): boolean {
  return Object.keys(narrowing).length > 0;
}

/** What the API is asked. The fields that take one value there are asked in CEL when several are chosen. */
export function queryOf(search: QueueSearch): Query {
  const { show, q, filter, view, sort } = search;
  const conditions = filter === undefined ? [] : [`(${filter})`];
  const query: Record<string, string> = {};
  for (const field of FACETS) {
    const value = search[field];
    if (value === undefined || value === "") continue;
    if (LISTED.has(field)) query[field] = value;
    else conditions.push(`${CALLED[field] ?? field} in [${value.split(",").map(quoted).join(", ")}]`);
  }
  if (query.status === undefined && show !== "all" && view === undefined) query.status = OPEN;
  return { ...query, q, view, sort, filter: conditions.length === 0 ? undefined : conditions.join(" && ") };
}

/** Everything that narrows down but the words, as one filter: what a saved view keeps. */
export function filterOf(search: QueueSearch): string {
  const { filter, status, severity, priority, disposition } = queryOf(search);
  const lists = Object.entries({ status, severity, priority, disposition }).flatMap(([field, value]) =>
    typeof value === "string" ? [`${field} in [${value.split(",").map(quoted).join(", ")}]`] : [],
  );
  return [...(typeof filter === "string" ? [filter] : []), ...lists].join(" && ");
}

/** The search with what was typed: as a filter when it is one, else as words. */
export function withTyped(search: QueueSearch, typed: string): QueueSearch {
  const { q: _q, filter: _filter, ...rest } = search;
  const text = typed.trim();
  if (text === "") return rest;
  return CEL.test(text) ? { ...rest, filter: text } : { ...rest, q: text };
}

/** The values chosen of a facet. A name with a comma in it is none that a facet can choose. */
export function chosenOf(search: QueueSearch, field: FacetField): string[] {
  const text = search[field];
  if (text !== undefined) return text.split(",");
  return field === "status" && search.show !== "all" && search.view === undefined ? OPEN.split(",") : [];
}

/** The search with other values of a facet. */
export function withChosen(search: QueueSearch, field: FacetField, chosen: readonly string[]): QueueSearch {
  const { [field]: _before, ...rest } = search;
  if (chosen.length > 0) return { ...rest, [field]: chosen.join(",") };
  return field === "status" ? { ...rest, show: "all" } : rest;
}

/** The search with one value of a facet chosen that was not, or not any more. */
export function withToggled(search: QueueSearch, field: FacetField, value: string): QueueSearch {
  const chosen = chosenOf(search, field);
  const now = chosen.includes(value) ? chosen.filter((one) => one !== value) : [...chosen, value];
  return withChosen(search, field, now);
}

function quoted(text: string): string {
  return JSON.stringify(text);
}
