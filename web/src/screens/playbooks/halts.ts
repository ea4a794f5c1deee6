/** A simulation as one goes through it step by step: at each halt what went in, what came out, and how the picture is lit until there. */
import type { PlaybookSimulation } from "../../../../src/api/contract/playbook-editor.ts";
import type { StepState } from "../../ui/flow-node.tsx";
import { statesOfSimulation } from "./simulation-states.ts";

type Recorded = PlaybookSimulation["records"][number];
type Asked = PlaybookSimulation["asked"][number];
type Told = Pick<PlaybookSimulation, "passed" | "records" | "asked" | "standing">;

export interface Halt {
  step: string;
  /** Each attempt of that time; none where it stands, and at the end of a loop. */
  records: Recorded[];
  asked: Asked | null;
}

/** One for each time it came to a step. What a step gave the second time belongs to its second halt. */
export function haltsOf(simulation: Told): Halt[] {
  const { records, asked } = simulation;
  const times = new Map<string, number>();
  return wayOf(simulation).map((step) => {
    const time = times.get(step) ?? 0;
    times.set(step, time + 1);
    const all = roundsOf(records.filter((record) => record.step === step));
    return { step, records: all[time] ?? [], asked: asked.filter((one) => one.step === step)[time] ?? null };
  });
}

/** The steps it came to, and the one that it stands before. */
export function wayOf({ passed, standing: { at, step } }: Pick<Told, "passed" | "standing">): string[] {
  return step === null || at === "end" || passed.at(-1) === step ? passed : [...passed, step];
}

/** The way as it is read: steps by what they are called, one that was come to several times on end once. */
export function wayInWords(passed: readonly string[], titles: ReadonlyMap<string, string>): string {
  const steps = passed.filter((step, place) => step !== passed[place - 1]);
  return steps.map((step) => titles.get(step) ?? step).join(" → ");
}

/** A first attempt begins another round. */
function roundsOf(records: readonly Recorded[]): Recorded[][] {
  const rounds: Recorded[][] = [];
  for (const record of records) {
    const last = rounds.at(-1);
    if (last === undefined || record.attempt <= last.at(-1)!.attempt) rounds.push([record]);
    else last.push(record);
  }
  return rounds;
}

/** How the picture is lit at a halt: what was passed before it, and that it stands here. The last halt is as the simulation ended. */
export function statesAt(simulation: Told, at: number): Map<string, StepState> {
  const halts = haltsOf(simulation);
  if (at >= halts.length - 1) return statesOfSimulation(simulation);
  const states = new Map<string, StepState>();
  for (const { step, records } of halts.slice(0, at))
    states.set(step, records.at(-1)?.status === "failed" ? "failed" : "passed");
  return states.set(halts[at]!.step, "waiting");
}

export const ANSWER_KINDS = ["output", "refused", "failed", "silent", "broken"] as const;
export type AnswerKind = (typeof ANSWER_KINDS)[number];

/** An answer as simulations take it; null for an output that is no JSON object. */
export function answerOf(kind: AnswerKind, output: string): Record<string, unknown> | null {
  if (kind === "refused") return { refused: true };
  if (kind === "failed") return { error: { root: "transient", code: "connector.unreachable" } };
  if (kind === "silent") return { timeout: true };
  if (kind === "broken") return { error: { root: "defect", code: "connector.unexpected" } };
  try {
    const value: unknown = JSON.parse(output);
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}

/** What can be answered otherwise: what asks somebody outside. */
export function isAsking({ step, asked, records }: Halt, standing: PlaybookSimulation["standing"]): boolean {
  if (asked !== null || (standing.step === step && standing.asks !== null)) return true;
  return records.some(({ kind }) => kind === "form" || kind === "wait-for");
}
