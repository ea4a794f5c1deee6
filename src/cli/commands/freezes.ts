import type { Command } from "commander";
import { InputError } from "../../errors.ts";
import type { Freeze, FreezeScope } from "../../model/freeze.ts";
import { frozenText } from "../../model/words.ts";
import { count, part } from "../options.ts";
import { safeLines } from "../safe-text.ts";
import { does } from "../session.ts";
import { emptyText, table, time } from "../show.ts";

/** `cordon freeze|thaw …` and `cordon freezes`: the stop button. */
export function freezeCommands(cordon: Command): void {
  const stop = cordon
    .command("freeze")
    .description("stop: no effect is begun from now on, in any process; containments are still given back");
  addScopes(stop, freezeScope);
  addScopes(cordon.command("thaw").description("let what was frozen go on"), thawScope);
  addList(cordon);
}

function addScopes(group: Command, add: (command: Command, scope: FreezeScope) => void): void {
  add(group.command("everything").description("all workspaces of the installation"), "everything");
  add(group.command("workspace").description("this workspace"), "workspace");
  add(group.command("playbook").description("one playbook").argument("<name>"), "playbook");
  add(group.command("capability").description("one capability").argument("<name>"), "capability");
  add(group.command("connection").description("one connection").argument("<name>"), "connection");
}

function freezeScope(command: Command, scope: FreezeScope): void {
  command.requiredOption("--reason <text>", "why; it goes to the record");
  does<string[], { reason: string }>(command, async ({ client, say }, { reason }, name = "") => {
    const made = await client.send<Freeze>("POST", "/v1/freezes", { scope, name, reason });
    say(made, () =>
      safeLines(`Frozen: ${frozenText(made)}. To go on: cordon thaw ${scope}${name && ` ${name}`} --reason …`),
    );
  });
}

function thawScope(command: Command, scope: FreezeScope): void {
  command.requiredOption("--reason <text>", "why; it goes to the record");
  does<string[], { reason: string }>(command, async ({ client, say }, { reason }, name = "") => {
    const frozen = await client.list<Freeze>("/v1/freezes", { inForce: "true" }, 200);
    const found = frozen.items.find((one) => one.scope === scope && one.name === name);
    if (found === undefined) throw new InputError("cli.not-frozen", `This is not frozen: ${scope} ${name}`.trim());
    const thawed = await client.send<Freeze>("POST", `/v1/freezes/${part(found.id)}/thaw`, { reason });
    say(thawed, () => safeLines(`Thawed: ${frozenText(thawed)}.`));
  });
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
