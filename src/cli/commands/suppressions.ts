import type { Command } from "commander";
import type { ReplayReport, Suppression } from "../../api/contract/belonging.ts";
import { count, later, moment, part } from "../options.ts";
import { does } from "../session.ts";
import { emptyText, fields, table, time } from "../show.ts";

/** `cordon suppressions …`. */
export function suppressionCommands(cordon: Command): void {
  const suppressions = cordon
    .command("suppressions")
    .description("alerts that open no incident for a while: with a reason, until a time");
  addList(suppressions);
  addAdd(suppressions);
  addEnd(suppressions);
}

function addList(suppressions: Command): void {
  const list = suppressions
    .command("list")
    .description("list suppressions, newest first")
    .option("--all", "those that are over too")
    .option("--limit <count>", "at most so many", count, 50);
  does<[], { all?: boolean; limit: number }>(list, async ({ client, say }, { all, limit }) => {
    const filter: Record<string, string> = all ? {} : { inForce: "true" };
    const page = await client.list<Suppression>("/v1/suppressions", filter, limit);
    say(page, () =>
      table(
        ["id", "until", "held back", "by", "when", "reason"],
        page.items.map((one) => [one.id, endOf(one), one.alerts, one.createdBy, one.when, one.reason]),
        { spare: ["by"], empty: emptyText("suppressions in force", {}, "cordon suppressions add makes one.") },
      ),
    );
  });
  const show = suppressions.command("show").description("show a suppression").argument("<id>");
  does<[string], object>(show, async ({ client, say }, _options, id) => {
    const one = await client.get<Suppression>(`/v1/suppressions/${part(id)}`);
    say(one, () => textOf(one));
  });
}

function endOf({ endedAt, until }: Suppression): string {
  return endedAt === null ? (time(until) ?? "") : `ended ${time(endedAt)}`;
}

function textOf(one: Suppression): string {
  return fields([
    ["id", one.id],
    ["when", one.when],
    ["reason", one.reason],
    ["until", time(one.until)],
    ["added", `${time(one.createdAt)} by ${one.createdBy}`],
    ["ended", one.endedAt === null ? null : `${time(one.endedAt)} by ${one.endedBy}: ${one.endReason}`],
    ["holds back", `${one.alerts} alerts`],
  ]);
}

interface AddOptions {
  when: string;
  reason: string;
  until: string;
  dryRun?: boolean;
  since: string;
}

function addAdd(suppressions: Command): void {
  const add = suppressions
    .command("add")
    .description("open no incident for alerts of which a condition holds")
    .requiredOption("--when <condition>", "CEL over `incident`, as it would be of the alert alone")
    .requiredOption("--reason <text>", "why; it goes to the record")
    .requiredOption("--until <time>", "a time, or 7d for a week from now; at most a year", later)
    .option("--dry-run", "add nothing, and say how many alerts of the past it would have held back")
    .option("--since <time>", "of what past, with --dry-run", moment, moment("7d"));
  does<[], AddOptions>(add, async ({ client, say }, { when, reason, until, dryRun, since }) => {
    if (dryRun) {
      const body = { suppress: [when], from: since };
      const report = await client.send<ReplayReport>("POST", "/v1/taxonomy/replay", body);
      const held = report.rules.find(({ kind, id }) => kind === "suppression" && id === "tried-1")?.alerts ?? 0;
      return say(
        report,
        () => `It would have held back ${held} of ${report.alerts} alerts since ${time(report.from)}.`,
      );
    }
    const added = await client.send<Suppression>("POST", "/v1/suppressions", { when, reason, until });
    say(added, () => `In force until ${time(added.until)}. To end it: cordon suppressions end ${added.id} --reason …`);
  });
}

function addEnd(suppressions: Command): void {
  const end = suppressions
    .command("end")
    .description("end a suppression now")
    .argument("<id>")
    .requiredOption("--reason <text>", "why; it goes to the record")
    .option("--take-up", "open incidents for the alerts that it held back");
  does<[string], { reason: string; takeUp?: boolean }>(end, async ({ client, say }, { reason, takeUp }, id) => {
    const body = { reason, takeUp: takeUp ?? false };
    const ended = await client.send<Suppression & { takenUp: number }>(
      "POST",
      `/v1/suppressions/${part(id)}/end`,
      body,
    );
    const rest = ended.takenUp > 0 ? ` ${ended.takenUp} alerts are taken up now.` : "";
    say(ended, () => `Ended.${rest}`);
  });
}
