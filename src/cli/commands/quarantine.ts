import type { Command } from "commander";
import type { Quarantined } from "../../api/contract/alert.ts";
import type { IngestReceipt } from "../../api/contract/ingest.ts";
import { Ended, EXIT } from "../exit.ts";
import { count, part } from "../options.ts";
import { safeLines } from "../safe-text.ts";
import { does } from "../session.ts";
import { emptyText, fields, section, table, time } from "../show.ts";

/** `cordon quarantine …`. */
export function quarantineCommands(cordon: Command): void {
  const quarantine = cordon.command("quarantine").description("what could not be read: look at it, read it again");
  const list = quarantine
    .command("list")
    .description("list what is held")
    .option("--status <status>", "held, replayed or discarded", "held")
    .option("--connection <name>")
    .option("--code <code>")
    .option("--limit <count>", "at most so many", count, 50);
  does<[], { limit: number; [filter: string]: string | number }>(
    list,
    async ({ client, say }, { limit, ...filter }) => {
      const page = await client.list<Quarantined>("/v1/quarantine", filter, limit);
      const rows = page.items.map((one) => [one.id, one.connection, time(one.at), one.code, one.reason]);
      say(page, () =>
        table(["id", "connection", "at", "code", "reason"], rows, {
          spare: ["at", "connection", "code"],
          empty:
            filter.status === "held"
              ? "Nothing is held: all that came could be read."
              : emptyText("messages in quarantine", filter),
        }),
      );
    },
  );
  const show = quarantine.command("show").description("show what is held, with the message").argument("<id>");
  does<[string], object>(show, async ({ client, say }, _options, id) => {
    const one = await client.get<Quarantined & { raw: { text: string; truncated: boolean } | null }>(
      `/v1/quarantine/${part(id)}`,
    );
    say(one, () => {
      const head = fields([
        ["id", one.id],
        ["connection", one.connection],
        ["at", time(one.at)],
        ["status", one.status],
        ["code", one.code],
        ["reason", one.reason],
        ["document", one.position],
      ]);
      return `${head}\n${section("Message", safeLines(one.raw?.text ?? "No longer kept."))}`;
    });
  });
  addReplay(quarantine);
}

function addReplay(quarantine: Command): void {
  const replay = quarantine
    .command("replay")
    .description("read held messages again, once their connector or mapping is mended")
    .argument("<ids...>");
  does<[string[]], object>(replay, async ({ client, say, note }, _options, ids) => {
    const answers: IngestReceipt[] = [];
    for (const id of ids) answers.push(await client.send<IngestReceipt>("POST", `/v1/quarantine/${part(id)}/replay`));
    const value = ids.length === 1 ? answers[0] : { items: answers };
    say(value, () =>
      table(
        ["id", "new", "known", "still held as"],
        answers.map((answer, index) => [
          ids[index],
          answer.accepted,
          answer.duplicates,
          answer.quarantined.map((held) => held.id).join(", "),
        ]),
      ),
    );
    if (answers.some(({ quarantined }) => quarantined.length > 0)) {
      note("What is still held could not be read this time either: cordon quarantine show <id> says why.");
      throw new Ended(EXIT.failed);
    }
  });
  const discard = quarantine
    .command("discard")
    .description("give a held message up; it stays recorded")
    .argument("<id>");
  does<[string], object>(discard, async ({ client, say }, _options, id) => {
    const done = await client.send("POST", `/v1/quarantine/${part(id)}/discard`);
    say(done, () => "Discarded.");
  });
}
