/** Incidents over time, stacked by what they turned out to be. */
import type { Volume } from "../../../src/api/contract/pictures.ts";
import type { Disposition } from "../../../src/model/scale.ts";
import { overview } from "../words/overview.ts";
import { dispositions, valuesOf } from "../words/scales.ts";
import { base, legend, namesAxis, numbersAxis } from "./base.ts";
import type { Colours } from "./colours.ts";
import type { PictureTable } from "./csv.ts";
import type { Drawing } from "./draw.ts";

const words = overview.volume;
/** One colour for each group of dispositions that are looked at alike; patterns would be read worse, and the table says it exactly. */
const COLOUR: Partial<Record<Disposition, keyof Colours>> = {
  "true-positive": "danger",
  suspicious: "warn",
  "security-risk": "violet",
  benign: "good",
  "false-positive": "info",
  unknown: "lineStrong",
};

/** The dispositions that occur, in the order of their scale. */
function occurring({ items }: Volume): Disposition[] {
  return valuesOf(dispositions).filter((one) => items.some(({ byDisposition }) => byDisposition[one] !== undefined));
}

export function volumeDrawing(volume: Volume, colours: Colours): Drawing {
  return {
    ...base(colours),
    legend: legend(colours),
    tooltip: { ...base(colours).tooltip, trigger: "axis", axisPointer: { type: "shadow" } },
    xAxis: namesAxis(
      colours,
      volume.items.map(({ part }) => part),
    ),
    yAxis: numbersAxis(colours),
    series: occurring(volume).map((one) => ({
      type: "bar",
      stack: "all",
      name: dispositions[one],
      barMaxWidth: 28,
      itemStyle: { color: colours[COLOUR[one] ?? "muted"], borderColor: colours.panel, borderWidth: 0.5 },
      data: volume.items.map(({ byDisposition }) => byDisposition[one] ?? 0),
    })),
  };
}

export function volumeTable(volume: Volume): PictureTable {
  const shown = occurring(volume);
  return {
    columns: [words.part[volume.unit], words.all, ...shown.map((one) => dispositions[one])],
    rows: volume.items.map(({ part, incidents, byDisposition }) => [
      part,
      incidents,
      ...shown.map((one) => byDisposition[one] ?? 0),
    ]),
  };
}
