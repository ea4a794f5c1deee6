/** A share week by week between its control limits. A week outside has another shape, not only another colour. */
import type { Control } from "../../../src/api/contract/pictures.ts";
import { overview } from "../words/overview.ts";
import { base, legend, namesAxis, numbersAxis } from "./base.ts";
import type { Colours } from "./colours.ts";
import type { PictureTable } from "./csv.ts";
import type { Drawing } from "./draw.ts";

const words = overview.control;
const rounded = (value: number | null) => (value === null ? null : Math.round(value * 1000) / 1000);

export function controlDrawing({ points, center, figure }: Control, colours: Colours): Drawing {
  const limit = (name: string, data: (number | null)[], dash: string) => ({
    ...{ type: "line", name, data, symbol: "none", step: "middle" },
    lineStyle: { color: colours.lineStrong, type: dash, width: 1.5 },
    itemStyle: { color: colours.lineStrong },
  });
  return {
    ...base(colours),
    legend: { ...legend(colours), data: [words.figures[figure], words.center, words.high] },
    tooltip: {
      ...base(colours).tooltip,
      trigger: "axis",
      valueFormatter: (value: unknown) => (typeof value === "number" ? `${Math.round(value * 1000) / 10} %` : "–"),
    },
    xAxis: namesAxis(
      colours,
      points.map(({ part }) => part),
    ),
    yAxis: { ...numbersAxis(colours, "share"), min: 0, max: 1 },
    series: [
      limit(
        words.high,
        points.map(({ high }) => high),
        "dashed",
      ),
      limit(
        words.low,
        points.map(({ low }) => low),
        "dashed",
      ),
      limit(
        words.center,
        points.map(() => center),
        "solid",
      ),
      {
        type: "line",
        name: words.figures[figure],
        lineStyle: { color: colours.accent, width: 2 },
        itemStyle: { color: colours.accent },
        data: points.map(({ rate, outside }) => ({
          value: rate,
          symbol: outside ? "diamond" : "circle",
          symbolSize: outside ? 13 : 7,
          itemStyle: { color: outside ? colours.danger : colours.accent },
        })),
      },
    ],
  };
}

export function controlTable({ points }: Control): PictureTable {
  return {
    columns: [words.week, words.rate, words.low, words.high, words.count, words.of, words.outside],
    shares: [words.rate, words.low, words.high],
    rows: points.map(({ part, rate, low, high, count, of, outside }) => [
      ...[part, rounded(rate), rounded(low), rounded(high), count, of],
      outside ? words.yes : words.no,
    ]),
  };
}
