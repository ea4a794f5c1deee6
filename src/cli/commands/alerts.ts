import type { Command } from "commander";
import type { AlertDetail, AlertSummary } from "../../api/contract/alert.ts";
import type { Unfolded } from "../../api/contract/belonging.ts";
import { byIncident } from "../incident-filter.ts";
import { count, moment, part } from "../options.ts";
import { safeJson, safeLines } from "../safe-text.ts";
import { does } from "../session.ts";
import { emptyText, fields, section, table, time } from "../show.ts";

interface ListOptions {
  limit: number;
  [filter: string]: string | number;
}

/** `cordon alerts …`. */
export function alertCommands(cordon: Command): void {
  const alerts = cordon.command("alerts").description("look at alerts");
  const list = alerts
    .command("list")
    .description("list alerts, newest first")
    .option("--severity <severities>")
    .option("--initial-disposition <dispositions>")
    .option("--source <source>")
    .option("--entity <key>")
    .option("--incident <incident>", "its number or id")
    .option("--from <time>", "received since: a time, or 24h for a day ago", moment)
    .option("--to <time>", "received before", moment)
    .option("--q <text>", "part of the title")
    .option("--limit <count>", "at most so many", count, 50);
  does<[], ListOptions>(list, async ({ client, say }, { limit, ...filter }) => {
    const page = await client.list<AlertSummary>("/v1/alerts", await byIncident(client, filter), limit);
    say(page, () =>
      table(
        ["id", "severity", "source", "entity", "time", "again", "title"],
        page.items.map((one) => [
          one.id,
          one.severity,
          one.source,
          one.entityName,
          time(one.time),
          one.duplicates,
          one.title,
        ]),
        {
          spare: ["again", "time", "source", "entity"],
          empty: emptyText("alerts", filter, "Hand some in: cordon ingest file, or POST /v1/ingest/<connection>."),
        },
      ),
    );
  });
  const show = alerts
    .command("show")
    .description("show an alert with its finding and the message it came in")
    .argument("<id>");
  does<[string], object>(show, async ({ client, say }, _options, id) => {
    const alert = await client.get<AlertDetail>(`/v1/alerts/${part(id)}`);
    say(alert, () => detailText(alert));
  });
  addUnfold(alerts);
}

function addUnfold(alerts: Command): void {
  const unfold = alerts
    .command("unfold")
    .description("make alerts of their own of what a rule folded into this one")
    .argument("<id>");
  does<[string], object>(unfold, async ({ client, say, note }, _options, id) => {
    let accepted = 0;
    for (let left = 1; left > 0; ) {
      const round = await client.send<Unfolded>("POST", `/v1/alerts/${part(id)}/unfold`);
      accepted += round.accepted;
      left = round.left;
      if (left > 0) note(`${accepted} alerts so far …`);
    }
    say({ accepted }, () => `${accepted} alerts of their own.`);
  });
}

function detailText(one: AlertDetail): string {
  /** A value that was guessed says so, and how sure that is. */
  const shown = (value: string, field: string) => {
    const found = one.inferred?.[field];
    return found === undefined ? value : `${value}  inferred (${found.confidence.toFixed(2)})`;
  };
  const head = fields([
    ["alert", shown(one.title, "title")],
    ["id", one.id],
    ["incident", one.incidentId],
    ["uid at source", shown(one.uid, "uid")],
    ["severity", shown(one.severity, "severity")],
    ["initial disposition", one.initialDisposition],
    ["entity", shown(`${one.entityType} ${one.entityKey}`, "entities")],
    ["source", shown(one.source, "product")],
    ["rule", shown(one.ruleId, "rule.id")],
    ["techniques", one.techniques.join(", ")],
    ["time", shown(time(one.time), "time")],
    ["received", time(one.receivedAt)],
    ["delivered again", one.duplicates],
    ["held back by", one.suppressionId === null ? null : `suppression ${one.suppressionId}`],
    ...one.folds.map(({ rule, count: times, uids }): [string, string] => [
      rule === "" ? "same id" : `folded by ${rule}`,
      `${times} times: ${uids.join(", ")}${times > uids.length ? " …" : ""}`,
    ]),
  ]);
  const raw =
    one.raw === null ? "No longer kept." : `${safeLines(one.raw.text)}${one.raw.truncated ? "\n… (cut)" : ""}`;
  return [head, section("OCSF finding", safeJson(one.finding)), section("Message", raw)].join("\n");
}
