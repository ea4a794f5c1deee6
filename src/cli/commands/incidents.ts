import type { Command } from "commander";
import type { Form } from "../../api/contract/form.ts";
import type { IncidentDetail } from "../../api/contract/incident.ts";
import type { RunView } from "../../api/contract/run.ts";
import { part } from "../options.ts";
import { safeLines } from "../safe-text.ts";
import { does } from "../session.ts";
import { fields, indent, prose, section, table, time } from "../show.ts";
import { timelineText } from "../timeline.ts";
import { rowOf } from "./decisions.ts";
import { addMoves } from "./incident-moves.ts";
import { readersText, restrictionCommands } from "./incident-restriction.ts";
import { findCommands } from "./incidents-find.ts";
import { heldText } from "./runs.ts";

/** `cordon incidents …`. */
export function incidentCommands(cordon: Command): void {
  const incidents = cordon.command("incidents").description("find incidents, read them, say what they are");
  findCommands(incidents);
  addShow(incidents);
  addEdit(incidents.command("close").description("close an incident; its runs end"), "closed");
  addEdit(incidents.command("resolve").description("resolve an incident; its runs end"), "resolved");
  addAssign(incidents);
  addComment(incidents);
  addMoves(incidents);
  restrictionCommands(incidents);
}

function addShow(incidents: Command): void {
  const show = incidents
    .command("show")
    .description("show an incident with all that was done about it")
    .argument("<incident>", "its number or id");
  does<[string], object>(show, async ({ client, say }, _options, incident) => {
    const found = await client.get<IncidentDetail>(`/v1/incidents/${part(incident)}`);
    const forms = await client.list<Form>("/v1/forms", { incident: found.id, status: "pending" }, 20);
    say(found, () => detailText(found, forms.items));
  });
}

/** How to answer what a run waits for. */
function answerText({ id, fields: asked }: Form): string {
  return `The run goes on with: cordon forms answer ${id} ${asked.map(({ name }) => `${name}=…`).join(" ")}`;
}

function detailText(one: IncidentDetail, forms: readonly Form[]): string {
  const parts = [
    fields([
      ["incident", `${one.number}  ${one.title}`],
      ["id", one.id],
      ["status", one.status],
      ["stopped", stoppedText(one)],
      ["severity", `${one.severity}, priority ${one.priority}`],
      ["type", `${one.typeId} (taxonomy ${one.taxonomyVersion}: ${one.typeReason})`],
      ["disposition", `${one.disposition}, at first ${one.initialDisposition}: ${one.dispositionReason}`],
      ["entity", `${one.entityType} ${one.entityKey}`],
      ["source", `${one.source}${one.connection === null ? "" : ` by ${one.connection}`}`],
      ["owner", one.owner],
      ["restricted", one.restriction === null ? undefined : readersText(one)],
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
    parts.push(section("Questions", prose(safeLines([...one.handoffQuestions, ...forms.map(answerText)].join("\n")))));
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
  parts.push(...decisionsText(one));
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

/** What the stop button holds of its runs; the same is said once. */
function stoppedText({ runs }: IncidentDetail): string | undefined {
  const held = (runs as Pick<RunView, "held">[]).flatMap((run) => (run.held === undefined ? [] : [heldText(run.held)]));
  return held.length === 0 ? undefined : [...new Set(held)].join("; ");
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

function decisionsText({ decisions }: IncidentDetail): string[] {
  if (decisions.length === 0) return [];
  const head = ["id", "kind", "status", "until", "by", "about", "what"];
  return [section("Decisions", table(head, decisions.map(rowOf), { spare: ["until", "by", "about"] }))];
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
