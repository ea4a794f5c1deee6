/** The matrix of ATT&CK: a column a tactic, a cell a technique, with whether something answers it and whether incidents showed it. */
import type { Coverage } from "../../../src/api/contract/pictures.ts";
import { overview } from "../words/overview.ts";
import { base, namesAxis } from "./base.ts";
import type { Colours } from "./colours.ts";
import type { PictureTable } from "./csv.ts";
import type { Drawing } from "./draw.ts";

const words = overview.coverage;
type Technique = Coverage["items"][number];
export type CoverageState = keyof typeof words.states;
const STATES = Object.keys(words.states) as CoverageState[];

/** What incidents showed and nobody knows comes first: that is where to look. */
export function stateOf({ types, playbooks, incidents }: Technique): CoverageState {
  if (playbooks.length > 0) return "answered";
  if (types.length > 0) return "known";
  return incidents > 0 ? "blind" : "none";
}

/** How many techniques are in each state. */
export function coverageSums({ items }: Coverage): Record<CoverageState, number> {
  const sums = Object.fromEntries(STATES.map((state) => [state, 0])) as Record<CoverageState, number>;
  for (const technique of items) sums[stateOf(technique)] += 1;
  return sums;
}

/** The techniques of each tactic, those that matter first. */
function columnsOf({ tactics, items }: Coverage): Technique[][] {
  const rank = (technique: Technique) => STATES.indexOf(stateOf(technique));
  return tactics.map((tactic) =>
    items
      .filter((technique) => technique.tactics.includes(tactic))
      .toSorted((a, b) => rank(a) - rank(b) || b.incidents - a.incidents || a.id.localeCompare(b.id)),
  );
}

export function coverageHeight(coverage: Coverage): number {
  return 90 + 17 * Math.max(...columnsOf(coverage).map(({ length }) => length));
}

export function coverageDrawing(coverage: Coverage, colours: Colours, width: number): Drawing {
  const columns = columnsOf(coverage);
  const cells = columns.flatMap((techniques, x) => techniques.map((technique, y) => ({ x, y, technique })));
  const ground = { blind: colours.danger, answered: colours.good, known: colours.accentGround, none: colours.sunken };
  const text = { blind: colours.panel, answered: colours.panel, known: colours.text, none: colours.muted };
  const short = width < 900;
  return {
    ...base(colours),
    grid: { left: 2, right: 2, top: 62, bottom: 4 },
    tooltip: { ...base(colours).tooltip, formatter: ({ name }: { name: string }) => name },
    xAxis: {
      ...namesAxis(colours, coverage.tactics.map(words.tactic)),
      position: "top",
      axisLine: { show: false },
      axisLabel: {
        color: colours.text,
        interval: 0,
        ...tacticLabels(width),
        width: width / 14 - 6,
        overflow: "break",
      },
    },
    yAxis: { type: "category", inverse: true, show: false, data: rowNames(columns) },
    legend: { show: false },
    visualMap: {
      ...{ type: "piecewise", show: false, dimension: 2 },
      pieces: STATES.map((state, place) => ({ value: place, color: ground[state] })),
    },
    series: [
      {
        type: "heatmap",
        itemStyle: { borderColor: colours.panel, borderWidth: 2 },
        label: { show: !short, fontSize: 10, formatter: "{b}", width: width / 14 - 8, overflow: "truncate" },
        data: cells.map(({ x, y, technique }) => ({
          value: [x, y, STATES.indexOf(stateOf(technique))],
          name: cellName(technique),
          label: { color: text[stateOf(technique)] },
        })),
      },
    ],
  };
}

/** How the names of tactics are written, so that the longest, `reconnaissance`, is not broken within the word. */
export function tacticLabels(width: number): { fontSize: number; rotate: number } {
  return { fontSize: width < 1_320 ? 10 : 11, rotate: width < 1_120 ? 45 : 0 };
}

function rowNames(columns: Technique[][]): string[] {
  return Array.from({ length: Math.max(...columns.map(({ length }) => length)) }, (_, row) => String(row));
}

function cellName({ id, name, incidents }: Technique): string {
  return `${id} ${name}${words.shown(incidents)}`;
}

export function coverageTable({ items }: Coverage): PictureTable {
  return {
    columns: [words.technique, words.name, words.tactics, words.types, words.playbooks, words.incidents],
    rows: items.map(({ id, name, tactics, types, playbooks, incidents }) => [
      ...[id, name, tactics.join(" "), types.join(" "), playbooks.join(" ")],
      incidents,
    ]),
  };
}
