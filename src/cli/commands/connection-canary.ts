import type { Command } from "commander";
import type { Canary } from "../../model/canary.ts";
import { Ended, EXIT } from "../exit.ts";
import { count, part } from "../options.ts";
import { does } from "../session.ts";
import { emptyText, table, time } from "../show.ts";

function unproved({ passed, checks }: Canary): string[] {
  if (!passed || checks.some(({ check }) => check === "forbidden")) return [];
  return ['Not proved: that it can write nothing else. Tag something out of its reach "canary-outside" for that.'];
}

/** `cordon connections canary|canaries`. */
export function addCanaries(connections: Command): void {
  const make = connections
    .command("canary")
    .description(
      "contain an entity made for it, named in the settings or tagged canary in the inventory, and give it back, as proof",
    )
    .argument("<name>", 'one of "cordon connections list"');
  does<[string], object>(make, async ({ client, say }, _options, name) => {
    const one = await client.send<Canary>("POST", `/v1/connections/${part(name)}/canary`);
    const rows = one.checks.map(({ check, passed, seen }) => [check, passed ? "yes" : "NO", seen]);
    say(one, () => [table(["check", "passed", "seen"], rows), ...unproved(one)].join("\n"));
    if (!one.passed) throw new Ended(EXIT.failed);
  });
  const list = connections
    .command("canaries")
    .description("list what canaries proved")
    .option("--connection <name>", "of this connection alone")
    .option("--limit <count>", "at most so many", count, 50);
  does<[], { limit: number; [filter: string]: string | number }>(
    list,
    async ({ client, say }, { limit, ...filter }) => {
      const page = await client.list<Canary>("/v1/canaries", filter, limit);
      const rows = page.items.map((one) => [
        one.connection,
        one.capability,
        one.entity,
        one.passed ? "yes" : `no: ${one.checks.at(-1)?.check}`,
        time(one.at),
        one.by,
      ]);
      say(page, () =>
        table(["connection", "capability", "entity", "passed", "when", "by"], rows, {
          spare: ["by"],
          empty: emptyText("canaries", filter, "No canary was made yet."),
        }),
      );
    },
  );
}
