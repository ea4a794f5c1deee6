import { Argument, type Command } from "commander";
import { InputError } from "../../errors.ts";
import { FREEZE_SCOPES, type Freeze, frozenText } from "../../model/freeze.ts";
import { count, part } from "../options.ts";
import { safeLines } from "../safe-text.ts";
import { does } from "../session.ts";
import { emptyText, table, time } from "../show.ts";

/** `cordon freeze|thaw|freezes`: the stop button. */
export function freezeCommands(cordon: Command): void {
  const scope = () => new Argument("<scope>", "what").choices(FREEZE_SCOPES);
  const stop = cordon
    .command("freeze")
    .description("stop: no effect is begun from now on, in any process; containments are still given back")
    .addArgument(scope())
    .argument("[name]", "of the playbook, capability or connection")
    .requiredOption("--reason <text>", "why; it goes to the record");
  does<[string, string?], { reason: string }>(stop, async ({ client, say }, { reason }, of, name = "") => {
    const made = await client.send<Freeze>("POST", "/v1/freezes", { scope: of, name, reason });
    say(made, () =>
      safeLines(`Frozen: ${frozenText(made)}. To go on: cordon thaw ${of}${name && ` ${name}`} --reason …`),
    );
  });
  const go = cordon
    .command("thaw")
    .description("let what was frozen go on")
    .addArgument(scope())
    .argument("[name]", "of the playbook, capability or connection")
    .requiredOption("--reason <text>", "why; it goes to the record");
  does<[string, string?], { reason: string }>(go, async ({ client, say }, { reason }, of, name = "") => {
    const frozen = await client.list<Freeze>("/v1/freezes", { inForce: "true" }, 200);
    const found = frozen.items.find((one) => one.scope === of && one.name === name);
    if (found === undefined) throw new InputError("cli.not-frozen", `This is not frozen: ${of} ${name}`.trim());
    const thawed = await client.send<Freeze>("POST", `/v1/freezes/${part(found.id)}/thaw`, { reason });
    say(thawed, () => safeLines(`Thawed: ${frozenText(thawed)}.`));
  });
  addList(cordon);
}

function addList(cordon: Command): void {
  const list = cordon
    .command("freezes")
    .description("list what is frozen")
    .option("--all", "what was thawed too")
    .option("--limit <count>", "at most so many", count, 50);
  does<[], { all?: boolean; limit: number }>(list, async ({ client, say }, { all, limit }) => {
    const filter: Record<string, string> = all ? {} : { inForce: "true" };
    const page = await client.list<Freeze>("/v1/freezes", filter, limit);
    const rows = page.items.map((one) => [
      frozenText(one),
      time(one.at),
      one.by,
      one.reason,
      one.thawedAt === null ? "" : `${time(one.thawedAt)} by ${one.thawedBy}`,
    ]);
    say(page, () =>
      table(["what", "since", "by", "reason", "thawed"], rows, {
        spare: ["thawed", "since"],
        empty: emptyText("freezes", {}, "Nothing is frozen."),
      }),
    );
  });
}
