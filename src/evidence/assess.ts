/** Holds the figures of a period against the controls of a framework: what the records show, and what they do not. */
import type { Measure } from "../model/evidence.ts";
import type { Control, Framework, Need } from "./control.ts";

export interface Observed {
  measure: Measure;
  /** False where the figures fall short of what the control needs. */
  holds: boolean;
  /** What was found, as a sentence. */
  text: string;
}

export interface Assessed {
  control: Control;
  /** Every figure holds. It is the records' word and no auditor's. */
  holds: boolean;
  /** Every figure holds, as nothing that it counts was there. */
  nothing: boolean;
  observed: Observed[];
}

/** What the records do for a control, in words: what never was, they cannot show. */
export function recordsWord({ holds, nothing }: Pick<Assessed, "holds" | "nothing">): string {
  if (!holds) return "fall short";
  return nothing ? "have nothing to show" : "show it";
}

/** One assessment a control. A figure that was not taken does not hold. */
export function assess({ controls }: Framework, measures: readonly Measure[]): Assessed[] {
  return controls.map((control) => {
    const observed = control.evidence.map((need) => observe(need, measures));
    const holds = observed.every((one) => one.holds);
    return { control, holds, nothing: holds && observed.every(({ measure }) => measure.total === 0), observed };
  });
}

function observe(need: Need, measures: readonly Measure[]): Observed {
  const measure = measures.find(({ id }) => id === need.measure);
  if (measure === undefined) {
    const { measure: id } = need;
    const blank = { id, title: id, total: 0, asked: 0, met: 0, parts: [], weeks: [], items: [] };
    return { measure: blank, holds: false, text: `${id}: not measured.` };
  }
  const { total, asked, met } = measure;
  const share = asked === 0 ? 1 : met / asked;
  const holds = (!need.some || total > 0) && share >= (need.share ?? 0);
  return { measure, holds, text: textOf(measure, need) };
}

function textOf({ title, total, asked, met }: Measure, { some, share }: Need): string {
  const part = asked === 0 ? [] : [`${met} of ${asked} (${percent(met / asked)})`];
  const figures = asked === total && asked > 0 ? part : [`${total}`, ...part];
  const needs = [...(some ? ["at least one"] : []), ...(share === undefined ? [] : [`at least ${percent(share)}`])];
  return `${title}: ${[...figures, ...(needs.length === 0 ? [] : [`${needs.join(" and ")} needed`])].join("; ")}.`;
}

/** Rounded down, so that what falls short never looks as if it did not. */
export function percent(share: number): string {
  return `${Math.floor(share * 1000 + 1e-9) / 10} %`;
}
