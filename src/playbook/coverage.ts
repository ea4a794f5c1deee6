/** Which of a program's ways a set of runs has taken. */
import type { Program, ProgramNode } from "./program.ts";
import type { StepRecord } from "./state.ts";

export interface Coverage {
  covered: number;
  total: number;
  /** The ways no run has taken, in words. */
  missing: string[];
}

/**
 * Counts both ways of every if, every case and the default of every switch, and success and failure of every step that answers a failure, a
 * limit or a silence. The ways of a called playbook are those of its own cases.
 */
export function coverageOf(program: Program, runs: readonly (readonly StepRecord[])[]): Coverage {
  const taken = new Set(runs.flatMap((records) => records.flatMap((record) => wayOf(program, record))));
  const own = Object.values(program.nodes).filter((node) => !node.id.includes("/"));
  const ways = own.flatMap(waysFrom);
  const missing = ways.filter((way) => !taken.has(way)).sort();
  return { covered: ways.length - missing.length, total: ways.length, missing };
}

function waysFrom(node: ProgramNode): string[] {
  if (node.kind === "if") return [`${node.id}: then`, `${node.id}: else`];
  if (node.kind === "switch") {
    // Where the cases cover every value the compiler wrote the default, for values there are none of yet: no case could take it.
    const total = node.default === `${node.id}.default`;
    return [...node.cases.map(({ equals }) => `${node.id}: ${equals}`), ...(total ? [] : [`${node.id}: default`])];
  }
  return answersFailure(node) ? [`${node.id}: success`, `${node.id}: failure`] : [];
}

function answersFailure(node: ProgramNode): boolean {
  return (
    ("onFailure" in node && node.onFailure !== null) ||
    ("onTimeout" in node && node.onTimeout !== null) ||
    ("onLimit" in node && node.onLimit !== null)
  );
}

function wayOf(program: Program, record: StepRecord): string[] {
  const node = program.nodes[record.step];
  if (node?.kind === "if") return [`${node.id}: ${record.output === true ? "then" : "else"}`];
  if (node?.kind === "switch") {
    const match = node.cases.find((each) => each.equals === record.output);
    return [`${node.id}: ${match === undefined ? "default" : match.equals}`];
  }
  return node === undefined ? [] : [`${node.id}: ${record.status === "succeeded" ? "success" : "failure"}`];
}
