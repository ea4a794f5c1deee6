/** From the query of a list to what the store is asked: the filter read, the saved view looked up. */
import { compileFilter } from "../expression/filter.ts";
import type { Predicate } from "../model/predicate.ts";
import type { RecordKind } from "../model/record-fields.ts";
import type { Client } from "../store/database.ts";
import type { Sort } from "../store/record-page.ts";
import { listViews } from "../store/saved-view.ts";
import { notFound } from "./authenticate.ts";
import type { ApiDeps } from "./deps.ts";
import { keysNamed } from "./entity-names.ts";

interface Asked {
  entity?: string | undefined;
  filter?: string | undefined;
  q?: string | undefined;
  view?: string | undefined;
  sort?: Sort | undefined;
}

export interface Narrowed {
  /** Every key of the entity that was named. */
  entity: string[] | undefined;
  where: Predicate | undefined;
  q: string | undefined;
  sort: Sort | undefined;
}

/**
 * What a query asks beside the discrete fields. A view and a filter both hold; of words and sort those of the query go before the view's.
 * @throws InputError `api.not-found` when there is no such view, `expression.…` with the place in the filter.
 */
export async function narrow(
  deps: ApiDeps,
  client: Client,
  { workspaceId, by, kind, now }: { workspaceId: string; by: string; kind: RecordKind; now: Date },
  { entity: name, filter, q, view, sort }: Asked,
): Promise<Narrowed> {
  const saved = view === undefined ? undefined : await viewOf(client, { workspaceId, by, kind }, view);
  const filters = [saved?.filter, filter].filter((text) => text !== undefined && text !== "");
  const of = filters.map((text) => compileFilter(text as string, kind, now));
  const entity = await keysNamed(deps, client, workspaceId, name);
  return {
    entity,
    where: of.length === 0 ? undefined : { is: "all", of },
    q: q ?? (saved?.q || undefined),
    sort: sort ?? saved?.sort,
  };
}

async function viewOf(client: Client, of: { workspaceId: string; by: string; kind: RecordKind }, name: string) {
  const views = await listViews(client, of.workspaceId, of);
  const found = views.find((one) => one.name === name);
  if (found !== undefined) return found;
  throw notFound(
    "view",
    name,
    views.map((one) => one.name),
  );
}
