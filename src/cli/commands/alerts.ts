import { type Command, Option } from "commander";
import type { AlertDetail, AlertSummary } from "../../api/contract/alert.ts";
import type { Unfolded } from "../../api/contract/belonging.ts";
import { countsBy } from "../counts.ts";
import { addExporting, type ExportOptions, writeExport } from "../export.ts";
import { byIncident } from "../incident-filter.ts";
import { addNarrowing, type Narrowing, narrowed } from "../narrowing.ts";
import { count, part } from "../options.ts";
import { safeJson, safeLines } from "../safe-text.ts";
import { does } from "../session.ts";
import { emptyText, fields, section, table, time } from "../show.ts";
import { viewTable } from "../views.ts";

interface ListOptions extends Narrowing {
  limit: number;
}

/** `cordon alerts …`. */
export function alertCommands(cordon: Command): void {
  const alerts = cordon.command("alerts").description("find alerts, count them, hand them on");
  addList(alerts);
  countsBy(discrete(alerts.command("count").description("count alerts by discrete fields")), "/v1/alerts/counts");
  addExport(alerts);
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

/** The filters on the columns, and those in words. */
function discrete(command: Command): Command {
  command
    .option("--severity <severities>")
    .option("--initial-disposition <dispositions>")
    .option("--source <source>")
    .option("--entity <key>")
    .option("--incident <incident>", "its number or id");
  return addNarrowing(command, "received");
}

function addList(alerts: Command): void {
  const list = discrete(alerts.command("list").description("list alerts, newest first"))
    .addOption(new Option("--sort <order>").choices(["newest", "oldest"]))
    .option("--limit <count>", "at most so many", count, 50);
  does<[], ListOptions>(list, async ({ client, say }, { limit, ...filter }) => {
    const page = await client.list<AlertSummary>("/v1/alerts", narrowed(await byIncident(client, filter)), limit);
    const viewed = await viewTable(client, "alerts", filter.view, page.items);
    say(page, () => viewed ?? listText(page.items, filter));
  });
}

function listText(items: AlertSummary[], filter: object): string {
  const head = ["id", "severity", "source", "entity", "time", "again", "title"];
  const rows = items.map((one) => [
    one.id,
    one.severity,
    one.source,
    one.entityName,
    time(one.time),
    one.duplicates,
    one.title,
  ]);
  return table(head, rows, {
    spare: ["again", "time", "source", "entity"],
    empty: emptyText("alerts", filter, "Hand some in: cordon ingest file, or POST /v1/ingest/<connection>."),
  });
}

function addExport(alerts: Command): void {
  const description = "hand alerts on: every one that is found, newest first";
  const command = addExporting(discrete(alerts.command("export").description(description)));
  does<[], Narrowing & ExportOptions>(command, async (session, { format, out, resume, ...filter }) => {
    const target = { format, out, resume };
    const query = narrowed(await byIncident(session.client, filter));
    const records = await writeExport(session, "/v1/alerts/export", query, target);
    session.note(`${records} alerts.`);
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
