/** How times are spread. */
import type { Times } from "../../../src/api/contract/pictures.ts";
import { overview } from "../words/overview.ts";
import { base, namesAxis, numbersAxis } from "./base.ts";
import type { Colours } from "./colours.ts";
import type { PictureTable } from "./csv.ts";
import type { Drawing } from "./draw.ts";

const words = overview.times;
const UNITS: readonly [unit: string, ms: number][] = [
  ["d", 86_400_000],
  ["h", 3_600_000],
  ["min", 60_000],
];

/** A mark between two bins: `5 min`, `1 d`. */
export function mark(ms: number): string {
  const [unit, size] = UNITS.find(([, ofMs]) => ms >= ofMs) ?? ["min", 60_000];
  return `${ms / size} ${unit}`;
}

function binName({ fromMs, toMs }: Times["items"][number]): string {
  return toMs === null ? words.over(mark(fromMs)) : words.and(fromMs === 0 ? "0" : mark(fromMs), mark(toMs));
}

export function timesDrawing({ items, figure }: Times, colours: Colours): Drawing {
  return {
    ...base(colours),
    grid: { ...base(colours).grid, top: 12 },
    tooltip: { ...base(colours).tooltip, trigger: "axis", axisPointer: { type: "shadow" } },
    xAxis: { ...namesAxis(colours, items.map(binName)), axisLabel: { color: colours.muted, rotate: 30, interval: 0 } },
    yAxis: numbersAxis(colours),
    series: [
      {
        type: "bar",
        name: words.figures[figure],
        barCategoryGap: "12%",
        itemStyle: { color: colours.accent },
        data: items.map(({ count }) => count),
      },
    ],
  };
}

export function timesTable({ items }: Times): PictureTable {
  return { columns: [words.between, words.count], rows: items.map((bin) => [binName(bin), bin.count]) };
}
