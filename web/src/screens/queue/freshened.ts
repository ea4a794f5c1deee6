/** How rows that are shown take in what changed. */
import type { InfiniteData } from "@tanstack/react-query";
import type { Change } from "../../../../src/api/contract/event.ts";
import type { IncidentSummary } from "../../../../src/api/contract/incident.ts";
import type { IncidentPage } from "./incident-rows.ts";

/** So many rows are read again one by one; beyond that only the newest page. */
const MOST = 50;

/** Which of the rows have to be read again, and whether there may be new ones. */
export function idsToFreshen(
  changes: readonly Change[],
  rows: readonly IncidentSummary[],
): { ids: string[]; first: boolean } {
  const named = new Set(changes.map(({ incident }) => incident).filter((id) => id !== null));
  const shown = new Set(rows.map(({ id }) => id));
  const unnamed = changes.some(({ kind, id }) => kind === "all" || (kind === "incident" && id === null));
  const ids = [...named].filter((id) => shown.has(id));
  const opened = changes.some(({ kind, id }) => kind === "incident" && id !== null && !shown.has(id));
  return { ids: ids.slice(0, MOST), first: unnamed || opened || ids.length > MOST };
}

/** The pages with the rows as they are now. Rows stay where they are, also those that no longer match: nothing vanishes under the cursor. */
export function freshened(
  data: InfiniteData<IncidentPage>,
  { newest, changed }: { newest: IncidentPage | null; changed: readonly IncidentSummary[] },
): InfiniteData<IncidentPage> {
  const now = new Map([...(newest?.items ?? []), ...changed].map((row) => [row.id, row]));
  if (now.size === 0) return data;
  const shown = new Set(data.pages.flatMap((page) => page.items.map(({ id }) => id)));
  const top = data.pages[0]?.items[0]?.id ?? "";
  // Ids grow with time: what is newer than the first row belongs before it.
  const opened = (newest?.items ?? []).filter(({ id }) => !shown.has(id) && id > top);
  const pages = data.pages.map((page, place) => ({
    ...page,
    items: [...(place === 0 ? opened : []), ...page.items.map((row) => now.get(row.id) ?? row)],
  }));
  return { ...data, pages };
}
