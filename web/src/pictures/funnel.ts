/** From alerts to what people had to do with: one bar a stage, about a common middle. */
import type { Funnel } from "../../../src/api/contract/pictures.ts";
import { overview } from "../words/overview.ts";
import { base, namesAxis } from "./base.ts";
import type { Colours } from "./colours.ts";
import type { PictureTable } from "./csv.ts";
import type { Drawing } from "./draw.ts";

const words = overview.funnel;
const percent = (part: number | null) => (part === null ? "" : ` (${Math.round(part * 1000) / 10} %)`);

export function funnelDrawing({ stages }: Funnel, colours: Colours): Drawing {
  const most = Math.max(1, ...stages.map(({ count }) => count));
  const blank = { color: "transparent" };
  return {
    ...base(colours),
    grid: { ...base(colours).grid, top: 8 },
    tooltip: { show: false },
    xAxis: { type: "value", max: most * 1.35, show: false },
    yAxis: {
      ...namesAxis(
        colours,
        stages.map(({ stage }) => words.stages[stage]),
      ),
      inverse: true,
      axisLine: { show: false },
      axisLabel: { color: colours.text, fontSize: 13 },
    },
    series: [
      {
        type: "bar",
        barWidth: "62%",
        itemStyle: { color: colours.accent, borderRadius: 3 },
        backgroundStyle: blank,
        label: {
          show: true,
          position: "right",
          color: colours.text,
          fontSize: 13,
          formatter: ({ dataIndex }: { dataIndex: number }) => {
            const stage = stages[dataIndex];
            return stage === undefined ? "" : `${stage.count}${percent(stage.ofBefore)}`;
          },
        },
        data: stages.map(({ count }) => count),
      },
    ],
  };
}

export function funnelTable({ stages }: Funnel): PictureTable {
  return {
    columns: [words.stage, words.count, words.ofBefore],
    shares: [words.ofBefore],
    rows: stages.map(({ stage, count, ofBefore }) => [
      words.stages[stage],
      count,
      ofBefore === null ? null : Math.round(ofBefore * 1000) / 1000,
    ]),
  };
}
