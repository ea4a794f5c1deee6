import type { Command } from "commander";
import { InputError } from "../../errors.ts";
import type { Breaker, BreakerThresholds } from "../../model/breaker.ts";
import { count } from "../options.ts";
import { safeLines } from "../safe-text.ts";
import { does } from "../session.ts";
import { fields, table, time } from "../show.ts";

/** `cordon breakers …`. */
export function breakerCommands(cordon: Command): void {
  const breakers = cordon
    .command("breakers")
    .description("playbooks that did badly, and ask before everything until a person has looked");
  addList(breakers);
  const reset = breakers
    .command("reset")
    .description("let a playbook act by itself again")
    .argument("<playbook>")
    .requiredOption("--reason <text>", "why; it goes to the record");
  does<[string], { reason: string }>(reset, async ({ client, say }, { reason }, playbook) => {
    const one = await client.send<Breaker>("POST", "/v1/breakers/reset", { playbook, reason });
    say(one, () => safeLines(`${one.playbook} acts by itself again.`));
  });
  const thresholds = breakers
    .command("thresholds")
    .description("show when breakers open, or set it")
    .option("--set <name=value...>", "what changes; what is not named stays as it is")
    .option("--usual", "all as usual again, but for what --set names");
  does<[], { set?: string[]; usual?: boolean }>(thresholds, async ({ client, say }, { set = [], usual = false }) => {
    const path = "/v1/breakers/thresholds";
    // A breaker that one setting of somebody else's loosened unseen would not open when it has to.
    const before = usual ? {} : await client.get<BreakerThresholds>(path);
    const changed = { ...before, ...Object.fromEntries(set.map(readPair)) };
    const one =
      set.length === 0 && !usual
        ? (before as BreakerThresholds)
        : await client.send<BreakerThresholds>("PUT", path, changed);
    say(one, () => fields(Object.entries(one).map(([name, value]): [string, string] => [name, String(value)])));
  });
}

function addList(breakers: Command): void {
  const list = breakers
    .command("list")
    .description("list open breakers")
    .option("--all", "those that were reset too")
    .option("--limit <count>", "at most so many", count, 50);
  does<[], { all?: boolean; limit: number }>(list, async ({ client, say }, { all, limit }) => {
    const page = await client.list<Breaker>("/v1/breakers", all ? {} : { open: "true" }, limit);
    const rows = page.items.map((one) => [
      one.playbook,
      one.reason,
      time(one.openedAt),
      one.resetAt === null ? "" : `${time(one.resetAt)} by ${one.resetBy}: ${one.resetReason}`,
    ]);
    say(page, () =>
      table(["playbook", "why", "since", "reset"], rows, {
        spare: ["reset", "since"],
        empty: "No breaker is open: every playbook acts as its policies and its stage allow.",
      }),
    );
  });
}

/** `failureShare=0.3` as the server takes it. */
function readPair(text: string): [string, number | boolean] {
  const [, name = "", value = ""] = /^(\w+)=(.*)$/.exec(text) ?? [];
  const read = value === "true" ? true : value === "false" ? false : Number(value || "-");
  if (name !== "" && !Number.isNaN(read)) return [name, read];
  throw new InputError("cli.bad-pair", `"${text}" is no threshold; expected a name and a value, as failureShare=0.3.`);
}
