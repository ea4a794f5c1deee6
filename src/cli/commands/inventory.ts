import type { Command } from "commander";
import type { Imported, InventoryDiff, InventoryView } from "../../api/contract/inventory.ts";
import { csvOf, entriesOfCsv } from "../../api/inventory-csv.ts";
import { InputError } from "../../errors.ts";
import { readInput } from "../ask.ts";
import { count, moment, part } from "../options.ts";
import { safeJson } from "../safe-text.ts";
import { does, type Session } from "../session.ts";
import { emptyText, marksOf, table, time } from "../show.ts";

/** Entries of one request; an inventory may have more. */
const BATCH = 5_000;
/** More than any organization has. */
const MOST = 1_000_000;

/** `cordon inventory …`. */
export function inventoryCommands(cordon: Command): void {
  const inventory = cordon
    .command("inventory")
    .description("what the organization knows of its own users, devices and keys");
  addImport(inventory);
  addUndo(inventory);
  addDiff(inventory);
  addList(inventory);
  addExport(inventory);
}

function addImport(inventory: Command): void {
  const load = inventory
    .command("import")
    .description(
      "import a JSON array of { type, key, name, aliases, attributes }, or CSV whose header names them; - for standard input",
    )
    .argument("<file>", "JSON or CSV; - for standard input")
    .option("--dry-run", "only say what would change, as diff does");
  does<[string], { dryRun?: true }>(load, async (session, { dryRun }, file) => {
    const entities = entitiesOf(readInput(file).toString("utf8"), file);
    if (dryRun) return showDiff(session, entities);
    const total: Omit<Imported, "importId"> & { imports: string[] } = { imported: 0, byType: {}, imports: [] };
    for (const batch of batchesOf(entities)) {
      const answer = await session.client.send<Imported>("POST", "/v1/inventory", { entities: batch });
      total.imported += answer.imported;
      // The newest is taken back first.
      total.imports.unshift(answer.importId);
      for (const [type, count] of Object.entries(answer.byType)) total.byType[type] = (total.byType[type] ?? 0) + count;
    }
    session.say(
      total,
      () =>
        `${total.imported} imported: ${Object.entries(total.byType)
          .map(([type, count]) => `${count} ${type}`)
          .join(", ")}. To take it back: cordon inventory undo ${total.imports.join(" ")}`,
    );
  });
}

function addUndo(inventory: Command): void {
  const undo = inventory
    .command("undo")
    .description("take imports back, the newest first, as long as no other was made since")
    .argument("<ids...>", "as the import said them");
  does<[string[]], object>(undo, async ({ client, say }, _options, ids) => {
    for (const id of ids) await client.send("POST", `/v1/inventory/imports/${part(id)}/undo`);
    say({ undone: ids }, () => "Taken back.");
  });
}

function addDiff(inventory: Command): void {
  const diff = inventory
    .command("diff")
    .description("say what importing a file would change, and which entries it does not speak of; changes nothing")
    .argument("<file>");
  does<[string], object>(diff, (session, _options, file) =>
    showDiff(session, entitiesOf(readInput(file).toString("utf8"), file)),
  );
}

async function showDiff({ client, say }: Session, entities: unknown[]): Promise<void> {
  const entries: InventoryDiff["entries"] = [];
  for (const batch of batchesOf(entities))
    entries.push(...(await client.send<InventoryDiff>("POST", "/v1/inventory/diff", { entities: batch })).entries);
  const spoken = new Set(entries.map(({ type, key }) => `${type} ${key}`));
  const all = await client.list<InventoryView>("/v1/inventory", {}, MOST);
  const missing = all.items.filter(({ type, key }) => !spoken.has(`${type} ${key}`));
  const changed = entries.filter(({ what }) => what !== "same");
  const rows = [
    ...changed.map(({ what, type, key, changes }) => [what, type, key, changes.join("; ")]),
    ...missing.map(({ type, key, inventoriedAt }) => [
      "not in the file",
      type,
      key,
      `last imported ${time(inventoriedAt)}`,
    ]),
  ];
  say({ entries: changed, missing: missing.map(({ type, key }) => ({ type, key })) }, () =>
    table(["what", "type", "key", "changes"], rows, { empty: "Importing it would change nothing." }),
  );
}

function addList(inventory: Command): void {
  const list = inventory
    .command("list")
    .description("list the inventory")
    .option("--type <type>")
    .option("--stale <time>", "only what was not imported again since: a time, or 30d for thirty days ago", moment)
    .option("--limit <count>", "at most so many", count, 50);
  does<[], Filter & { limit: number }>(list, async ({ client, say }, { limit, type, stale }) => {
    const page = await client.list<InventoryView>("/v1/inventory", { type, staleSince: stale }, limit);
    const rows = page.items.map(({ type: of, key, attributes, inventoriedAt }) => [
      of,
      key,
      attributes.criticality,
      marksOf(attributes),
      attributes.owner,
      time(inventoriedAt),
    ]);
    say(page, () =>
      table(["type", "key", "criticality", "marked", "owner", "imported"], rows, {
        spare: ["owner", "imported"],
        empty: emptyText("entries", { type, stale }, "Bring some in: cordon inventory import."),
      }),
    );
  });
}

function addExport(inventory: Command): void {
  const dump = inventory
    .command("export")
    .description("print the inventory as import takes it: JSON, or CSV")
    .option("--csv", "as CSV")
    .option("--type <type>");
  does<[], Filter & { csv?: true }>(dump, async ({ client }, { csv, type }) => {
    const { items } = await client.list<InventoryView>("/v1/inventory", { type }, MOST);
    const entries = items.map(({ id: _id, inventoriedAt: _at, ...entry }) => entry).reverse();
    process.stdout.write(csv ? csvOf(entries) : `${safeJson(entries)}\n`);
  });
}

interface Filter {
  type?: string;
  stale?: string;
}

function batchesOf(entities: unknown[]): unknown[][] {
  return Array.from({ length: Math.ceil(entities.length / BATCH) }, (_, index) =>
    entities.slice(index * BATCH, (index + 1) * BATCH),
  );
}

function entitiesOf(text: string, file: string): unknown[] {
  // JSON of an inventory begins with a bracket, and no header of a table does.
  if (!/^\ufeff?\s*[[{]/.test(text)) return entriesOfCsv(text, file);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new InputError("cli.bad-json", `${file} is not JSON: ${(error as Error).message}`);
  }
  const list = Array.isArray(value) ? value : (value as { entities?: unknown } | null)?.entities;
  if (Array.isArray(list) && list.length > 0) return list;
  throw new InputError("cli.bad-json", `${file}: expected an array of entities, or an object with "entities".`);
}
