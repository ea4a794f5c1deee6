/** What became of the played alerts, for people and for programs. */
import Table from "cli-table3";
import type { IncidentLine } from "../src/store/incident-overview.ts";

export interface DemoSummary {
  incidents: number;
  types: number;
  sources: number;
  /** Contained without a person. */
  contained: number;
  awaitingApproval: number;
  handedOver: number;
  falsePositives: number;
  timeToContainP50Ms: number | null;
}

const HEAD = [
  "#",
  "Type",
  "Severity",
  "Entity",
  "Source",
  "Initial disposition",
  "What was done, and where",
  "Now",
  "Contained in",
];
const WIDTHS = [4, 33, 10, 20, 18, 16, 34, 24, 11];

/** The table people read: an empty line between two incidents, no word in two pieces. Alert text in it is the attacker's: control characters are made visible. */
export function tableOf(lines: IncidentLine[]): string {
  const table = new Table({
    head: HEAD,
    colWidths: WIDTHS,
    wordWrap: true,
    style: { head: [], border: [], compact: true },
  });
  for (const [place, line] of lines.entries()) {
    if (place > 0) table.push(HEAD.map(() => ""));
    table.push(cellsOf(line).map(visible));
  }
  return table.toString();
}

/** The incident that shows most: contained, and then handed to a person; undefined when there is none at all. */
export function firstToLookAt(lines: readonly IncidentLine[]): IncidentLine | undefined {
  const contained = lines.filter(({ containedMs }) => containedMs !== null);
  return contained.find(({ queue }) => queue !== null) ?? contained[0] ?? lines[0];
}

function cellsOf(line: IncidentLine): string[] {
  const done = line.done.map((effect) => `${effect.capability} (${effect.connection})`);
  return [
    String(line.number),
    // A category and its type; long as they are, each gets a line.
    line.typeId.replace("/", "/\n"),
    line.severity,
    `${line.entityType} ${line.entityName}`,
    line.source,
    line.initialDisposition,
    done.join("\n") || "–",
    nowText(line),
    line.containedMs === null ? "–" : `${Math.round(line.containedMs)} ms`,
  ];
}

function nowText(line: IncidentLine): string {
  if (line.awaiting.length > 0) return `awaits approval: ${line.awaiting[0]}`.slice(0, 120);
  if (line.status === "closed" || line.status === "resolved") return `${line.status}: ${line.disposition}`;
  return line.queue === null ? line.status : `handed over to ${line.queue}`;
}

function visible(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what is looked for
  return text.replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/g, "\ufffd");
}

/** The figures of a demo. */
export function summaryOf(lines: IncidentLine[]): DemoSummary {
  const contained = lines.filter((line) => line.containedMs !== null);
  const times = contained.map((line) => line.containedMs!).sort((a, b) => a - b);
  const median =
    times.length === 0 ? null : Math.round((times[(times.length - 1) >> 1]! + times[times.length >> 1]!) / 2);
  return {
    incidents: lines.length,
    types: new Set(lines.map((line) => line.typeId)).size,
    sources: new Set(lines.map((line) => line.source)).size,
    contained: contained.length,
    awaitingApproval: lines.filter((line) => line.awaiting.length > 0).length,
    handedOver: lines.filter(
      (line) =>
        line.queue !== null && line.awaiting.length === 0 && line.status !== "closed" && line.status !== "resolved",
    ).length,
    falsePositives: lines.filter((line) => line.disposition === "false-positive").length,
    timeToContainP50Ms: median,
  };
}
