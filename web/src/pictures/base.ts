/** What all pictures have in common: text and lines in the theme's colours, and tooltips that are drawn, not written as markup. */
import type { Colours } from "./colours.ts";

const FONT = "system-ui, sans-serif";

export function base(colours: Colours) {
  return {
    textStyle: { fontFamily: FONT, color: colours.text, fontSize: 12 },
    tooltip: {
      renderMode: "richText",
      confine: true,
      backgroundColor: colours.panel,
      borderColor: colours.lineStrong,
      textStyle: { color: colours.text, fontSize: 12 },
    },
    grid: { left: 8, right: 16, top: 32, bottom: 8, outerBoundsMode: "same", outerBoundsContain: "axisLabel" },
  };
}

/** An axis of names. */
export function namesAxis(colours: Colours, data: readonly string[]) {
  return {
    type: "category",
    data,
    axisLine: { lineStyle: { color: colours.lineStrong } },
    axisTick: { show: false },
    axisLabel: { color: colours.muted },
  };
}

/** An axis of counts, or of shares in percent. */
export function numbersAxis(colours: Colours, kind: "count" | "share" = "count") {
  const percent = (value: number) => `${Math.round(value * 100)} %`;
  return {
    type: "value",
    minInterval: kind === "count" ? 1 : undefined,
    splitLine: { lineStyle: { color: colours.line } },
    axisLabel: { color: colours.muted, ...(kind === "share" ? { formatter: percent } : {}) },
  };
}

export function legend(colours: Colours) {
  const text = { color: colours.muted, fontSize: 12 };
  // In one line: a second one would stand on the picture where it is narrow.
  return {
    type: "scroll",
    top: 0,
    left: 0,
    itemWidth: 12,
    itemHeight: 8,
    textStyle: text,
    inactiveColor: colours.line,
  };
}
