/** `… count`: how many there are by discrete fields. */
import type { Command } from "commander";
import type { Counts } from "../api/contract/query.ts";
import { type Narrowing, narrowed } from "./narrowing.ts";
import { does } from "./session.ts";
import { table } from "./show.ts";

/** Makes the command ask `path`, and shows a row a group. */
export function countsBy(command: Command, path: string): void {
  command.requiredOption("--by <fields>", "one or several fields, separated by commas");
  does<[], Narrowing & { by: string }>(command, async ({ client, say }, { by, ...narrowing }) => {
    const counts = await client.get<Counts>(path, { by, ...narrowed(narrowing) });
    const names = by.split(",").map((name) => name.trim());
    const rows = counts.items.map(({ values, count }) => [...names.map((name) => values[name]), count]);
    say(counts, () => {
      const shown = table([...names, "count"], rows, { empty: "There are none." });
      return counts.truncated ? `${shown}\n(the ${counts.items.length} largest)` : shown;
    });
  });
}
