import { type Command, Option } from "commander";
import type { IncidentSummary } from "../../api/contract/incident.ts";
import { countsBy } from "../counts.ts";
import { addExporting, type ExportOptions, writeExport } from "../export.ts";
import { addNarrowing, type Narrowing, narrowed } from "../narrowing.ts";
import { count } from "../options.ts";
import { does } from "../session.ts";
import { emptyText, table, time } from "../show.ts";
import { viewTable } from "../views.ts";

interface ListOptions extends Narrowing {
  limit: number;
}

/** `cordon incidents list|count|export`. */
export function findCommands(incidents: Command): void {
  addList(incidents);
  const counting = incidents.command("count").description("count incidents by discrete fields");
  countsBy(discrete(counting), "/v1/incidents/counts");
  addExport(incidents);
}

/** The filters on the columns, and those in words. */
function discrete(command: Command): Command {
  command
    .option("--severity <severities>")
    .option("--priority <priorities>")
    .option("--status <statuses>")
    .option("--disposition <dispositions>")
    .option("--initial-disposition <dispositions>")
    .option("--source <source>")
    .option("--type <type>")
    .option("--entity <key>")
    .option("--owner <owner>")
    .option("--queue <queue>");
  return addNarrowing(command, "opened");
}

function addList(incidents: Command): void {
  const description = "list incidents, newest first; filters take several values separated by commas";
  const list = discrete(incidents.command("list").description(description))
    .addOption(new Option("--sort <order>").choices(["newest", "oldest"]))
    .option("--limit <count>", "at most so many", count, 50);
  does<[], ListOptions>(list, async ({ client, say }, { limit, ...filter }) => {
    const page = await client.list<IncidentSummary>("/v1/incidents", narrowed(filter), limit);
    const viewed = await viewTable(client, "incidents", filter.view, page.items);
    say(page, () => viewed ?? listText(page.items, filter));
  });
}

const HEAD = [
  "#",
  "severity",
  "status",
  "type",
  "entity",
  "source",
  "initial disposition",
  "disposition",
  "opened",
  "title",
];

function listText(items: IncidentSummary[], filter: object): string {
  const rows = items.map((one) => [
    one.number,
    one.severity,
    one.status,
    one.typeId,
    one.entityName,
    one.source,
    one.initialDisposition,
    one.disposition,
    time(one.openedAt),
    one.title,
  ]);
  return table(HEAD, rows, {
    spare: ["initial disposition", "opened", "source", "disposition"],
    empty: emptyText(
      "incidents",
      filter,
      "They come from alerts: cordon ingest file, or POST /v1/ingest/<connection>.",
    ),
  });
}

function addExport(incidents: Command): void {
  const description = "hand incidents on: every one that is found, newest first";
  const command = addExporting(discrete(incidents.command("export").description(description)));
  does<[], Narrowing & ExportOptions>(command, async (session, { format, out, resume, ...filter }) => {
    const target = { format, out, resume };
    const records = await writeExport(session, "/v1/incidents/export", narrowed(filter), target);
    session.note(`${records} incidents.`);
  });
}
