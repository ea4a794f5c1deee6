import type { Command } from "commander";
import type { IncidentDetail, IncidentSummary } from "../../api/contract/incident.ts";
import { count, moment, part } from "../options.ts";
import { safeLines } from "../safe-text.ts";
import { does } from "../session.ts";
import { emptyText, fields, indent, prose, section, table, time } from "../show.ts";
import { timelineText } from "../timeline.ts";
import { addMoves } from "./incident-moves.ts";

interface ListOptions {
  limit: number;
  [filter: string]: string | number;
}

/** `cordon incidents …`. */
export function incidentCommands(cordon: Command): void {
  const incidents = cordon.command("incidents").description("find incidents, read them, say what they are");
  addList(incidents);
  addShow(incidents);
  addEdit(incidents.command("close").description("close an incident; its runs end"), "closed");
  addEdit(incidents.command("resolve").description("resolve an incident; its runs end"), "resolved");
  addAssign(incidents);
  addComment(incidents);
  addMoves(incidents);
}

function addList(incidents: Command): void {
  const list = incidents
    .command("list")
    .description("list incidents, newest first; filters take several values separated by commas")
    .option("--severity <severities>")
    .option("--priority <priorities>")
    .option("--status <statuses>")
    .option("--disposition <dispositions>")
    .option("--initial-disposition <dispositions>")
    .option("--source <source>")
    .option("--type <type>")
    .option("--entity <key>")
    .option("--owner <owner>")
    .option("--queue <queue>")
    .option("--from <time>", "opened since: a time, or 24h for a day ago", moment)
    .option("--to <time>", "opened before", moment)
    .option("--q <text>", "part of the title or of the entity's name")
    .option("--limit <count>", "at most so many", count, 50);
  does<[], ListOptions>(list, async ({ client, say }, { limit, ...filter }) => {
    const page = await client.list<IncidentSummary>("/v1/incidents", filter, limit);
    say(page, () =>
      table(
        [
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
        ],
        page.items.map((one) => [
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
        ]),
        {
          spare: ["initial disposition", "opened", "source", "disposition"],
          empty: emptyText(
            "incidents",
            filter,
            "They come from alerts: cordon ingest file, or POST /v1/ingest/<connection>.",
          ),
        },
      ),
    );
  });
}

function addShow(incidents: Command): void {
  const show = incidents
    .command("show")
    .description("show an incident with all that was done about it")
    .argument("<incident>", "its number or id");
  does<[string], object>(show, async ({ client, say }, _options, incident) => {
    const found = await client.get<IncidentDetail>(`/v1/incidents/${part(incident)}`);
    say(found, () => detailText(found));
  });
}

function detailText(one: IncidentDetail): string {
  const parts = [
    fields([
      ["incident", `${one.number}  ${one.title}`],
      ["id", one.id],
      ["status", one.status],
      ["severity", `${one.severity}, priority ${one.priority}`],
      ["type", `${one.typeId} (taxonomy ${one.taxonomyVersion}: ${one.typeReason})`],
      ["disposition", `${one.disposition}, at first ${one.initialDisposition}: ${one.dispositionReason}`],
      ["entity", `${one.entityType} ${one.entityKey}`],
      ["source", `${one.source}${one.connection === null ? "" : ` by ${one.connection}`}`],
      ["owner", one.owner],
      ["queue", one.queue],
      ["handed over", one.handoffReason],
      ["merged into", one.mergedInto],
      ["opened", time(one.openedAt)],
      ["contain by", one.containedAt === null && one.containBy !== null ? time(one.containBy) : undefined],
      ["contained", time(one.containedAt)],
      ["closed", time(one.closedAt)],
      ["revision", one.revision],
    ]),
  ];
  if (one.handoffQuestions.length > 0)
    parts.push(section("Questions", prose(safeLines(one.handoffQuestions.join("\n")))));
  parts.push(
    section(
      "Alerts",
      table(
        ["id", "severity", "source", "time", "title", "why it is here"],
        one.alerts.map(({ id, severity, source, time: at, title, reason }) => [
          id,
          severity,
          source,
          time(at),
          title,
          reason,
        ]),
        { spare: ["source", "time"] },
      ),
    ),
  );
  parts.push(...movesText(one));
  parts.push(...recordsText(one));
  for (const { author, at, via, body } of one.comments) {
    const from = via === null ? "" : ` by ${via}`;
    parts.push(section(safeLines(`Comment of ${author}${from}, ${time(at)}`), prose(safeLines(body))));
  }
  const lines = one.timeline.map((entry) => [
    time(entry.at),
    entry.actor,
    entry.action,
    timelineText(entry, one.effects),
  ]);
  parts.push(section("Timeline", table(["at", "who", "what", "details"], lines, { spare: ["who"] })));
  return parts.join("\n");
}

function movesText({ moves }: IncidentDetail): string[] {
  if (moves.length === 0) return [];
  const rows = moves.map((move) => [
    move.id,
    move.kind,
    `${move.from} to ${move.to}`,
    move.alerts,
    move.by,
    move.undoneAt === null ? move.reason : `${move.reason} (undone)`,
  ]);
  return [section("Moved", table(["id", "what", "incidents", "alerts", "by", "reason"], rows, { spare: ["by"] }))];
}

/** Runs, effects and so on are whole records over the wire; here the few columns that say how things stand. */
function recordsText(one: IncidentDetail): string[] {
  const groups: [title: string, records: Record<string, unknown>[], columns: string[], spare: string[]][] = [
    ["Runs", one.runs, ["id", "playbook", "version", "status", "outcome"], ["version"]],
    ["Effects", one.effects, ["id", "capability", "connection", "entity", "status"], ["connection"]],
    ["Approvals", one.approvals, ["id", "status", "summary"], []],
    ["Containment", one.containment, ["id", "capability", "entity", "status", "until"], ["status"]],
  ];
  return groups
    .filter(([, records]) => records.length > 0)
    .map(([title, records, columns, spare]) => {
      const rows = records.map((record) => columns.map((name) => recordCell(record, name)));
      return section(title, table(columns, rows, { spare }));
    });
}

/** Columns that the record calls otherwise. */
const RECORD_NAMES: Readonly<Record<string, string>> = {
  version: "playbookVersion",
  entity: "entityKey",
  until: "expiresAt",
};

function recordCell(record: Record<string, unknown>, column: string): string | number | null {
  const value = record[RECORD_NAMES[column] ?? column];
  if (column === "until" && typeof value === "string") return time(value);
  if (column === "entity" && value === "none") return null;
  return typeof value === "string" || typeof value === "number" ? value : null;
}

interface EditOptions {
  reason: string;
  disposition?: string;
}

function addEdit(command: Command, status: "closed" | "resolved"): void {
  command
    .argument("<incident>", "its number or id")
    .requiredOption("--reason <text>", "why; it goes to the record and to the systems in step")
    .option("--disposition <disposition>", "what it turned out to be");
  does<[string], EditOptions>(command, async ({ client, say }, { reason, disposition }, incident) => {
    const edited = await client.send<IncidentDetail>("PATCH", `/v1/incidents/${part(incident)}`, {
      status,
      reason,
      disposition,
    });
    say(edited, () => `Incident ${edited.number} is ${edited.status}, ${edited.disposition}.`);
  });
}

function addAssign(incidents: Command): void {
  const assign = incidents
    .command("assign")
    .description("give an incident to somebody")
    .argument("<incident>", "its number or id")
    .argument("<owner>")
    .option("--reason <text>", "why", "Assigned.");
  does<[string, string], { reason: string }>(assign, async ({ client, say }, { reason }, incident, owner) => {
    const edited = await client.send<IncidentDetail>("PATCH", `/v1/incidents/${part(incident)}`, { owner, reason });
    say(edited, () => indent(`Incident ${edited.number} is ${safeLines(owner)}'s.`).trim());
  });
}

function addComment(incidents: Command): void {
  const comment = incidents
    .command("comment")
    .description("comment on an incident; the comment goes to the systems in step")
    .argument("<incident>", "its number or id")
    .argument("<text>");
  does<[string, string], object>(comment, async ({ client, say }, _options, incident, body) => {
    const commented = await client.send<IncidentDetail>("POST", `/v1/incidents/${part(incident)}/comments`, { body });
    say(commented, () => `Commented on incident ${commented.number}.`);
  });
}
