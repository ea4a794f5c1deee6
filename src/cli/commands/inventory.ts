import type { Command } from "commander";
import { InputError } from "../../errors.ts";
import { readInput } from "../ask.ts";
import { does } from "../session.ts";
import { entriesOfCsv } from "./inventory-csv.ts";

/** Entries of one request; an inventory may have more. */
const BATCH = 5_000;

/** `cordon inventory import`. */
export function inventoryCommands(cordon: Command): void {
  const inventory = cordon
    .command("inventory")
    .description("what the organization knows of its own users, devices and keys");
  const load = inventory
    .command("import")
    .description(
      "import a JSON array of { type, key, name, aliases, attributes }, or CSV whose header names them; - for standard input",
    )
    .argument("<file>");
  does<[string], object>(load, async ({ client, say }, _options, file) => {
    const entities = entitiesOf(readInput(file).toString("utf8"), file);
    const total: { imported: number; byType: Record<string, number> } = { imported: 0, byType: {} };
    for (let start = 0; start < entities.length; start += BATCH) {
      const answer = await client.send<typeof total>("POST", "/v1/inventory", {
        entities: entities.slice(start, start + BATCH),
      });
      total.imported += answer.imported;
      for (const [type, count] of Object.entries(answer.byType)) total.byType[type] = (total.byType[type] ?? 0) + count;
    }
    say(
      total,
      () =>
        `${total.imported} imported: ${Object.entries(total.byType)
          .map(([type, count]) => `${count} ${type}`)
          .join(", ")}.`,
    );
  });
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
