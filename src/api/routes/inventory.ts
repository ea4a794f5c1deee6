import type { z } from "zod";
import { InputError, RefusedError } from "../../errors.ts";
import { newId } from "../../ids.ts";
import { appendAudit } from "../../store/audit.ts";
import { type Client, inWorkspace } from "../../store/database.ts";
import { type InventoryRow, inventoryOf, listInventory } from "../../store/inventory.ts";
import { importKept, undoImport } from "../../store/inventory-import.ts";
import { notFound } from "../authenticate.ts";
import * as contract from "../contract/inventory.ts";
import { Done, idParams } from "../contract/page.ts";
import type { ApiDeps } from "../deps.ts";
import { ENGINEERS, READERS, type Route, route } from "../door.ts";
import { readInventory } from "../read-inventory.ts";

const tag = "entities";

/** The inventory: what the organization knows of its own. */
export function inventoryRoutes(deps: ApiDeps): Route[] {
  return [listOf(deps), diff(deps), preview(deps), importAll(deps), undo(deps)];
}

function listOf({ database }: ApiDeps): Route {
  const summary = "List the inventory as it can be imported again";
  const { inventoryQuery: query, InventoryPage: answer } = contract;
  return route(
    { method: "get", path: "/v1/inventory", tag, summary, needs: READERS, query, answer },
    ({ caller: { workspaceId }, query: { limit, cursor, ...filter } }) =>
      inWorkspace(database, workspaceId, (client) => listInventory(client, workspaceId, filter, { limit, cursor })),
  );
}

function diff({ database, canonicalEntity }: ApiDeps): Route {
  const summary = "Say what an import would change, and change nothing";
  const { Inventory: body, InventoryDiff: answer } = contract;
  return route(
    { method: "post", path: "/v1/inventory/diff", tag, summary, needs: READERS, body, answer },
    ({ caller: { workspaceId }, body: { entities } }) => {
      const rows = rowsOf(canonicalEntity, entities);
      return inWorkspace(database, workspaceId, async (client) => ({
        entries: await comparedAll(client, workspaceId, rows),
      }));
    },
  );
}

async function comparedAll(client: Client, workspaceId: string, rows: Row[]): Promise<Compared[]> {
  const before = await inventoryOf(client, workspaceId, rows);
  const byKey = new Map(before.map((row) => [`${row.type} ${row.key}`, row]));
  return rows.map((row) => compared(row, byKey.get(`${row.type} ${row.key}`)));
}

type Compared = z.output<typeof contract.InventoryDiff>["entries"][number];

function preview({ database, canonicalEntity }: ApiDeps): Route {
  const summary = "Read a file of inventory, and say what importing it would change, or where it is wrong";
  const { InventoryText: body, InventoryPreview: answer } = contract;
  return route(
    { method: "post", path: "/v1/inventory/preview", tag, summary, needs: READERS, body, answer },
    async ({ caller: { workspaceId }, body: { text } }) => {
      const { entries: read, faults } = readInventory(text, (entry, place) => rowOf(canonicalEntity, entry, place));
      if (faults.length > 0) return { entities: [], entries: [], faults };
      return inWorkspace(database, workspaceId, async (client) => ({
        entities: read.map(({ entry }) => entry),
        entries: await comparedAll(
          client,
          workspaceId,
          read.map(({ row }) => row),
        ),
        faults,
      }));
    },
  );
}

const NOT_UNDONE = {
  "undone-before": "This import was taken back already.",
  covered: "Another import was made since: take that back first.",
};

function undo({ database }: ApiDeps): Route {
  const summary = "Take an import back, as long as no other was made since; what was there before stands again";
  return route(
    {
      ...{ method: "post", path: "/v1/inventory/imports/{id}/undo", tag, summary, needs: ENGINEERS },
      ...{ params: idParams, answer: Done },
    },
    ({ caller: { workspaceId }, actor, params: { id } }) =>
      inWorkspace(database, workspaceId, async (client) => {
        const came = await undoImport(client, workspaceId, id);
        if (came === "missing") throw notFound("import of the inventory", id);
        if (came !== "undone") throw new RefusedError("api.conflict", NOT_UNDONE[came]);
        const subject = { subjectType: "inventory", subjectId: workspaceId, details: { import: id } };
        await appendAudit(client, [{ workspaceId, actor, action: "inventory-import-undone", ...subject }]);
        return { done: true };
      }),
  );
}

function compared(row: Row, before: InventoryRow | undefined): Compared {
  const { type, key } = row;
  if (before === undefined) return { type, key, what: "new", changes: [] };
  const changes = differences(fieldsOf(before), fieldsOf(row));
  return { type, key, what: changes.length === 0 ? "same" : "changed", changes };
}

function fieldsOf({
  name,
  aliases,
  attributes,
}: Pick<InventoryRow, "name" | "aliases" | "attributes">): Record<string, string> {
  const fields = { name, aliases: [...aliases].sort(), ...attributes };
  return Object.fromEntries(
    Object.entries(fields).map(([field, value]) => [field, Array.isArray(value) ? value.join("|") : String(value)]),
  );
}

function differences(before: Record<string, string>, after: Record<string, string>): string[] {
  const shown = (text: string | undefined) => (text === undefined || text === "" ? "nothing" : text);
  return Object.keys(after)
    .filter((field) => before[field] !== after[field])
    .map((field) => `${field}: ${shown(before[field])} → ${shown(after[field])}`);
}

function importAll({ database, canonicalEntity }: ApiDeps): Route {
  const summary = "Import inventory; entities known already take the new attributes";
  const { Inventory: body, Imported: answer } = contract;
  return route(
    { method: "post", path: "/v1/inventory", tag, summary, needs: ENGINEERS, body, answer },
    ({ caller: { workspaceId }, actor, body: { entities } }) => {
      const rows = rowsOf(canonicalEntity, entities);
      const byType: Record<string, number> = {};
      for (const { type } of rows) byType[type] = (byType[type] ?? 0) + 1;
      return inWorkspace(database, workspaceId, async (client) => {
        const importId = await importKept(client, workspaceId, rows, actor);
        const subject = { subjectType: "inventory", subjectId: workspaceId };
        await appendAudit(client, [{ workspaceId, actor, action: "inventory-imported", ...subject, details: byType }]);
        return { imported: rows.length, byType, importId };
      });
    },
  );
}

type Row = z.output<typeof contract.InventoryEntry> & { id: string; name: string };

function rowsOf(canonical: ApiDeps["canonicalEntity"], entries: z.output<typeof contract.InventoryEntry>[]): Row[] {
  const rows = entries.map((entry, index) => rowOf(canonical, entry, index));
  refuseTwins(rows);
  return rows;
}

/** Spelled as alerts spell it; otherwise what was declared protected would not be known again. */
function rowOf(
  canonical: ApiDeps["canonicalEntity"],
  { type, key, name, aliases, attributes }: z.output<typeof contract.InventoryEntry>,
  index: number,
): Row {
  const spelled = (text: string) => canonical({ type, key: text, name: name ?? text, role: "affected", aliases: [] });
  const entity = spelled(key);
  if (entity === null || entity.type !== type) {
    throw new InputError("api.bad-body", `entities.${index}.key: "${key.slice(0, 100)}" is not the key of ${type}.`);
  }
  const others = aliases.flatMap((alias) => [alias, spelled(alias)?.key ?? alias]);
  const known = [...new Set(others)].filter((alias) => alias !== entity.key);
  return { id: newId(), type, key: entity.key, name: name || key, aliases: known, attributes };
}

function refuseTwins(rows: Row[]): void {
  const seen = new Map<string, number>();
  rows.forEach(({ type, key }, index) => {
    const first = seen.get(`${type} ${key}`);
    if (first !== undefined) {
      throw new InputError(
        "api.bad-body",
        `entities.${index} is the same ${type} as entities.${first}: "${key.slice(0, 100)}".`,
      );
    }
    seen.set(`${type} ${key}`, index);
  });
}
