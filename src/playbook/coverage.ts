/** Which of a program's ways a set of runs has taken. */
import type { Program } from "./program.ts";
import type { StepRecord } from "./state.ts";

export interface Coverage {
  covered: number;
  total: number;
  /** The ways no run has taken, in words. */
  missing: string[];
}

/** Counts both ways of every if, every case and the default of every switch, and success and failure of every step that answers a failure. */
export function coverageOf(program: Program, runs: readonly (readonly StepRecord[])[]): Coverage {
  const taken = new Set(runs.flatMap((records) => records.flatMap((record) => wayOf(program, record))));
  const ways = Object.values(program.nodes).flatMap((node) => waysFrom(program, node.id));
  const missing = ways.filter((way) => !taken.has(way)).sort();
  return { covered: ways.length - missing.length, total: ways.length, missing };
}

function waysFrom(program: Program, id: string): string[] {
  const node = program.nodes[id];
  if (node?.kind === "if") return [`${id}: then`, `${id}: else`];
  if (node?.kind === "switch") return [...node.cases.map((each) => `${id}: ${each.equals}`), `${id}: default`];
  return node?.kind === "action" && node.onFailure !== null ? [`${id}: success`, `${id}: failure`] : [];
}

function wayOf(program: Program, record: StepRecord): string[] {
  const node = program.nodes[record.step];
  if (node?.kind === "if") return [`${node.id}: ${record.output === true ? "then" : "else"}`];
  if (node?.kind === "switch") {
    const match = node.cases.find((each) => each.equals === record.output);
    return [`${node.id}: ${match === undefined ? "default" : match.equals}`];
  }
  return node?.kind === "action" ? [`${node.id}: ${record.status === "succeeded" ? "success" : "failure"}`] : [];
}
