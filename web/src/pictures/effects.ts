/** Effects over time, a line a capability. What went wrong has another shape, not only another colour. */
import type { EffectView } from "../../../src/api/contract/run.ts";
import { defanged } from "../ui/defang.ts";
import { overview } from "../words/overview.ts";
import { times } from "../words/times.ts";
import { base, legend, namesAxis } from "./base.ts";
import type { Colours } from "./colours.ts";
import type { PictureTable } from "./csv.ts";
import type { Drawing } from "./draw.ts";

const words = overview.effects;
type Status = EffectView["status"];
const LOOKS: Readonly<Record<Status, readonly [colour: keyof Colours, symbol: string]>> = {
  verified: ["good", "circle"],
  applied: ["info", "circle"],
  intended: ["lineStrong", "emptyCircle"],
  awaiting: ["violet", "rect"],
  refused: ["warn", "triangle"],
  failed: ["danger", "diamond"],
  unknown: ["critical", "pin"],
};
const STATUSES = Object.keys(LOOKS) as Status[];

/** Their capabilities, in the order in which they first came. */
function capabilitiesOf(effects: readonly EffectView[]): string[] {
  const sorted = effects.toSorted((a, b) => a.intendedAt.localeCompare(b.intendedAt));
  return [...new Set(sorted.map(({ capability }) => capability))];
}

export function effectsHeight(effects: readonly EffectView[]): number {
  return 80 + 26 * capabilitiesOf(effects).length;
}

export function effectsDrawing(effects: readonly EffectView[], colours: Colours): Drawing {
  return {
    ...base(colours),
    legend: legend(colours),
    tooltip: { ...base(colours).tooltip, formatter: ({ name }: { name: string }) => name },
    xAxis: {
      type: "time",
      axisLine: { lineStyle: { color: colours.lineStrong } },
      axisLabel: { color: colours.muted, hideOverlap: true, formatter: { millisecond: "{HH}:{mm}:{ss}.{SSS}" } },
      splitLine: { show: true, lineStyle: { color: colours.line } },
    },
    yAxis: { ...namesAxis(colours, capabilitiesOf(effects)), inverse: true, axisLabel: { color: colours.text } },
    series: STATUSES.flatMap((status) => {
      const data = effects
        .filter((effect) => effect.status === status)
        .map((effect) => ({ value: [Date.parse(effect.intendedAt), effect.capability], name: tipOf(effect) }));
      if (data.length === 0) return [];
      const [colour, symbol] = LOOKS[status];
      const itemStyle = { color: colours[colour], borderColor: colours.panel };
      return [{ type: "scatter", name: words.states[status], symbol, symbolSize: 11, itemStyle, data }];
    }),
  };
}

function tipOf({ capability, entityKey, connection, status, intendedAt }: EffectView): string {
  return `${capability}\n${defanged(entityKey)} · ${connection}\n${words.states[status]} · ${times.exact(intendedAt)}`;
}

/** Those that did not take hold. */
export function wentWrong(effects: readonly EffectView[]): number {
  return effects.filter(({ status }) => status === "failed" || status === "refused" || status === "unknown").length;
}

export function effectsTable(effects: readonly EffectView[]): PictureTable {
  return {
    columns: [words.at, words.capability, words.entity, words.connection, words.status],
    rows: effects.map(({ intendedAt, capability, entityType, entityKey, connection, status }) => [
      ...[intendedAt, capability, entityKey === "none" ? null : `${entityType} ${defanged(entityKey)}`, connection],
      words.states[status],
    ]),
  };
}
