/** A backtest for people. */
import type { BacktestEnd, BacktestIncident, BacktestSum, Decided } from "../api/contract/backtest.ts";
import { durationText } from "../playbook/duration.ts";
import { shareText } from "./backtest-gate.ts";
import { fields, section, table } from "./show.ts";

export interface BacktestResult extends Partial<Omit<BacktestEnd, "kind" | "sum">> {
  ok: boolean;
  /** Stopped before its end. */
  stopped: boolean;
  /** What is more than it may be, in words. */
  exceeded: string[];
  sum: BacktestSum | null;
  incidents: BacktestIncident[];
}

/** Several sections; the verdict last. */
export function backtestText(result: BacktestResult): string {
  const { sum } = result;
  if (sum === null) return "Stopped before the first incident was compared; nothing was changed.";
  const parts = [headOf(result, sum)];
  const add = (title: string, head: string[], rows: (string | number)[][]): void => {
    if (rows.length > 0) parts.push(section(title, table(head, rows)));
  };
  const moved = sum.outcomes.filter(({ from, to }) => from !== to);
  add(
    "Other outcomes",
    ["in force", "draft", "incidents"],
    moved.map(({ from, to, incidents }) => [from, to, incidents]),
  );
  add(
    "Other effects",
    ["capability", "new", "gone"],
    sum.effects.map((one) => [one.capability, one.added, one.gone]),
  );
  const { decisions } = sum;
  add(
    "Policies (budgets left out)",
    ["effects", "allowed", "asked", "refused"],
    [
      ["in force", ...counts(decisions.inForce)],
      ["draft", ...counts(decisions.draft)],
      ...(decisions.tried === null ? [] : [["draft, by the policies tried", ...counts(decisions.tried)]]),
    ],
  );
  add(
    "Nothing was recorded of",
    ["step", "asks", "incidents"],
    sum.missing.map((one) => [one.step, one.what, one.incidents]),
  );
  const rows = result.incidents.map((one) => [one.number, one.type, whatOf(one), ...outcomesOf(one), effectsOf(one)]);
  add("Incidents", ["incident", "type", "changed", "in force", "draft", "effects"], rows);
  if (result.stopped) parts.push("\nStopped before the end; nothing was changed.");
  if (sum.incidents === 0 && !result.stopped)
    parts.push("\nNothing was compared: there is no incident of these types in that time whose runs have ended.");
  if (result.exceeded.length > 0) parts.push("", ...result.exceeded.map((text) => `FAIL ${text}`));
  return parts.join("\n");
}

function counts({ allow, ask, refuse }: Decided): number[] {
  return [allow, ask, refuse];
}

function headOf({ playbook, inForce, types, underWay = 0, forgotten = 0 }: BacktestResult, sum: BacktestSum): string {
  const { incidents, changes } = sum;
  const some = (part: number, more = "") => `${part}${shareText(part, incidents)}${more}`;
  const kinds = Object.entries(changes).filter(([, number]) => number > 0);
  const kindText = kinds.length === 0 ? "" : `: ${kinds.map(([kind, number]) => `${kind} ${number}`).join(", ")}`;
  const version = inForce === null ? "no version is in force" : `beside version ${inForce}`;
  return fields([
    ["playbook", playbook === undefined ? undefined : `${playbook}, ${version}`],
    ["types", types?.join(", ")],
    ["incidents", incidents],
    ["same", some(sum.same)],
    ["changed", some(sum.changed, kindText)],
    [
      "unanswered",
      some(sum.unanswered, sum.unansweredInForce > 0 ? `; of the version in force ${sum.unansweredInForce}` : ""),
    ],
    ["in other words", sum.byWording > 0 ? `${sum.byWording} answers` : undefined],
    ["taken to succeed", sum.assumed > 0 ? `${sum.assumed} effects` : undefined],
    ["not told by their record", sum.untold > 0 ? sum.untold : undefined],
    ["left out", underWay + forgotten > 0 ? `${underWay} under way, ${forgotten} forgotten` : undefined],
  ]);
}

function whatOf({ changed, draft }: BacktestIncident): string {
  return [...changed, ...(draft.outcome === "unanswered" ? ["unanswered"] : [])].join(", ");
}

function outcomesOf({ inForce, draft }: BacktestIncident): [string, string] {
  const [first] = draft.unanswered;
  const stood = first === undefined ? "" : ` at ${first.step}`;
  return [inForce.outcome, `${draft.outcome}${stood}`];
}

function effectsOf({ newEffects, goneEffects }: BacktestIncident): string {
  const text =
    (sign: string) => (effect: { capability: string; target: string | null; leaseSeconds: number | null }) => {
      // One that is only held for another time would read as the same that went and came.
      const held = effect.leaseSeconds === null ? "" : ` for ${durationText(effect.leaseSeconds * 1000)}`;
      return `${sign}${effect.capability}${effect.target === null ? "" : ` ${effect.target}`}${held}`;
    };
  return [...newEffects.map(text("+")), ...goneEffects.map(text("-"))].join(", ");
}
