/** The three ways to ask for many records of a kind, the same for every kind: a page of them, how many by field, all of them to hand on. */
import type { z } from "zod";
import type { RecordKind } from "../model/record-fields.ts";
import { boundedRead } from "../store/bounded-read.ts";
import type { Counts as StoredCounts } from "../store/count.ts";
import type { Queryable } from "../store/database.ts";
import type { Paged } from "../store/page.ts";
import type { SortedPage } from "../store/record-page.ts";
import { Counts, type ExportFormat } from "./contract/query.ts";
import type { ApiDeps } from "./deps.ts";
import { type Call, READERS, type Route, route } from "./door.ts";
import { EXPORT_MS, EXPORTED_AT_ONCE, exported, type Row } from "./export.ts";
import { narrow } from "./narrow.ts";

/** What every such query asks beside the discrete fields of its kind. */
interface Asked {
  entity?: string | undefined;
  filter?: string | undefined;
  q?: string | undefined;
  view?: string | undefined;
}
type Listing = Asked & { limit: number; cursor?: string | undefined; sort?: SortedPage["sort"] };
type Counting = Asked & { by: readonly string[] };
type Exporting = Asked & { format: ExportFormat; cursor?: string | undefined };

/** Reads one page under what was asked; `filter` are the discrete fields and what {@link narrow} made of the rest. */
type Read = (
  client: Queryable,
  workspaceId: string,
  filter: object,
  page: SortedPage,
) => Promise<Paged<{ id: string }>>;

export interface RecordRoutes {
  kind: RecordKind;
  list: { query: z.ZodType<Listing>; answer: z.ZodType; read: Read };
  count: {
    query: z.ZodType<Counting>;
    read(client: Queryable, workspaceId: string, filter: object, by: readonly string[]): Promise<StoredCounts>;
  };
  export: {
    summary: string;
    query: z.ZodType<Exporting>;
    /** Of CSV, in order. */
    columns: readonly string[];
    /** The rows that a format is made of. */
    read(format: ExportFormat): Read;
    /** A row as an OCSF event. */
    ocsf(row: Row): unknown;
  };
}

/** The routes `GET /v1/<kind>`, `/counts` and `/export`. */
export function recordRoutes(deps: ApiDeps, of: RecordRoutes): Route[] {
  return [listOf(deps, of), countOf(deps, of), exportOf(deps, of)];
}

function placeOf({ clock }: ApiDeps, { kind }: RecordRoutes, { caller, actor }: Pick<Call, "caller" | "actor">) {
  return { workspaceId: caller.workspaceId, by: actor, kind, now: clock.now() };
}

function listOf(deps: ApiDeps, of: RecordRoutes): Route {
  const { kind, list } = of;
  return route(
    {
      ...{ method: "get", path: `/v1/${kind}`, tag: kind, summary: `List ${kind}` },
      ...{ needs: READERS, query: list.query, answer: list.answer },
    },
    ({ caller, actor, query: { limit, cursor, entity, filter, q, view, sort, ...discrete } }) =>
      boundedRead(deps.database, caller.workspaceId, async (client) => {
        const asked = { entity, filter, q, view, sort };
        const narrowed = await narrow(deps, client, placeOf(deps, of, { caller, actor }), asked);
        const page = { limit, cursor, sort: narrowed.sort };
        return list.read(client, caller.workspaceId, { ...discrete, ...narrowed }, page);
      }),
  );
}

function countOf(deps: ApiDeps, of: RecordRoutes): Route {
  const { kind, count } = of;
  return route(
    {
      ...{ method: "get", path: `/v1/${kind}/counts`, tag: kind, summary: `Count ${kind} by discrete fields` },
      ...{ needs: READERS, query: count.query, answer: Counts },
    },
    ({ caller, actor, query: { by, entity, filter, q, view, ...discrete } }) =>
      boundedRead(deps.database, caller.workspaceId, async (client) => {
        const narrowed = await narrow(deps, client, placeOf(deps, of, { caller, actor }), { entity, filter, q, view });
        return count.read(client, caller.workspaceId, { ...discrete, ...narrowed }, by);
      }),
  );
}

function exportOf(deps: ApiDeps, of: RecordRoutes): Route {
  const { kind } = of;
  const { summary, query, columns, read, ocsf } = of.export;
  return route(
    { method: "get", path: `/v1/${kind}/export`, tag: kind, summary, needs: READERS, query, streams: true },
    ({ caller, actor, query: { format, cursor, entity, filter, q, view, ...discrete } }) => {
      // One moment for all pages: what "now - 7d" means does not move while it is read.
      const place = placeOf(deps, of, { caller, actor });
      const pageAfter = (after: string | undefined) =>
        boundedRead(
          deps.database,
          caller.workspaceId,
          async (client) => {
            const narrowed = await narrow(deps, client, place, { entity, filter, q, view });
            const page = { limit: EXPORTED_AT_ONCE, cursor: after };
            const found = await read(format)(client, caller.workspaceId, { ...discrete, ...narrowed }, page);
            return found as unknown as Paged<Row>;
          },
          EXPORT_MS,
        );
      return exported({ format, cursor, columns, read: pageAfter, ocsf });
    },
  );
}
