/** Draws with ECharts: as SVG, and only the kinds of pictures that there are. The one importer of it, in a chunk of its own. */
import { BarChart, HeatmapChart, LineChart, ScatterChart } from "echarts/charts";
import { GridComponent, LegendComponent, TooltipComponent, VisualMapComponent } from "echarts/components";
import { type EChartsCoreOption, init, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";

use([BarChart, HeatmapChart, LineChart, ScatterChart]);
use([GridComponent, LegendComponent, TooltipComponent, VisualMapComponent, SVGRenderer]);

export type Drawing = EChartsCoreOption;

export interface Drawn {
  redraw(drawing: Drawing): void;
  resize(): void;
  end(): void;
}

/** Draws into an element, which has its size already. */
export function draw(host: HTMLElement, drawing: Drawing): Drawn {
  emptiedWithoutMarkup(host);
  const chart = init(host, null, { renderer: "svg" });
  chart.setOption(still(drawing));
  for (const svg of host.querySelectorAll("svg")) emptiedWithoutMarkup(svg);
  return {
    redraw: (next) => chart.setOption(still(next), { notMerge: true }),
    resize: () => chart.resize(),
    end: () => chart.dispose(),
  };
}

/** The same as a file's text. */
export function svgText(drawing: Drawing, size: { width: number; height: number }): string {
  const chart = init(null, null, { renderer: "svg", ssr: true, ...size });
  chart.setOption(still(drawing));
  const text = chart.renderToSVGString();
  chart.dispose();
  return text;
}

/** Nothing moves: pictures change with what is told live, and readers may have asked for less motion. */
function still(drawing: Drawing): Drawing {
  return { animation: false, ...drawing };
}

/** The library empties its places by `innerHTML = ""`, which the page's policy refuses to everybody. It means this. */
function emptiedWithoutMarkup(place: Element): void {
  Object.defineProperty(place, "innerHTML", { configurable: true, set: () => place.replaceChildren() });
}
