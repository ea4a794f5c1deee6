import type { z } from "zod";
import { InputError } from "../../errors.ts";
import { newId } from "../../ids.ts";
import { appendAudit } from "../../store/audit.ts";
import { inWorkspace } from "../../store/database.ts";
import { importInventory } from "../../store/inventory.ts";
import * as contract from "../contract/entity.ts";
import type { ApiDeps } from "../deps.ts";
import { ENGINEERS, type Route, route } from "../door.ts";

const tag = "entities";

/** The inventory: what the organization knows of its own. */
export function inventoryRoutes(deps: ApiDeps): Route[] {
  return [importAll(deps)];
}

function importAll({ database, canonicalEntity }: ApiDeps): Route {
  const summary = "Import inventory; entities known already take the new attributes";
  const { Inventory: body, Imported: answer } = contract;
  return route(
    { method: "post", path: "/v1/inventory", tag, summary, needs: ENGINEERS, body, answer },
    ({ caller: { workspaceId }, actor, body: { entities } }) => {
      const rows = entities.map((entry, index) => rowOf(canonicalEntity, entry, index));
      refuseTwins(rows);
      const byType: Record<string, number> = {};
      for (const { type } of rows) byType[type] = (byType[type] ?? 0) + 1;
      return inWorkspace(database, workspaceId, async (client) => {
        await importInventory(client, workspaceId, rows);
        const subject = { subjectType: "inventory", subjectId: workspaceId };
        await appendAudit(client, [{ workspaceId, actor, action: "inventory-imported", ...subject, details: byType }]);
        return { imported: rows.length, byType };
      });
    },
  );
}

type Row = z.output<typeof contract.InventoryEntry> & { id: string; name: string };

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
