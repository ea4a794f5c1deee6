/** The columns of a saved view, where a list is shown through one. */

import type { SavedView } from "../api/contract/query.ts";
import type { RecordKind } from "../model/record-fields.ts";
import type { Client } from "./client.ts";
import { type Cell, table, time } from "./show.ts";

/** The list as the view shows it; null without a view, or where the view leaves the columns open. */
export async function viewTable(
  client: Client,
  kind: RecordKind,
  name: string | number | undefined,
  items: readonly object[],
): Promise<string | null> {
  if (name === undefined) return null;
  const { items: views } = await client.get<{ items: SavedView[] }>("/v1/views", { kind, name });
  const columns = views[0]?.columns ?? [];
  if (columns.length === 0) return null;
  return table(
    columns,
    items.map((item) => columns.map((column) => cellOf((item as Record<string, unknown>)[column]))),
  );
}

/** Moments as people read them, lists in one cell. */
function cellOf(value: unknown): Cell {
  if (Array.isArray(value)) return value.join(", ");
  if (typeof value === "string" && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value)) return time(value);
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? value : null;
}
