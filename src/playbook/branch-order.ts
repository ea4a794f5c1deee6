/** What branches did at once, put in the order they are written in: who was first says something of that day, and nothing of the playbook. */
import { graphOf } from "./graph.ts";
import type { NodeId, Program } from "./program.ts";
import type { StepRecord } from "./state.ts";

/** The parallel steps around a node and the branch of each that it is in, the outermost first. */
type Place = readonly { parallel: NodeId; branch: number }[];

const known = new WeakMap<Program, ReadonlyMap<NodeId, Place>>();

/** The records of a run, those of a parallel step branch by branch. */
export function byBranch(program: Program, records: readonly StepRecord[]): readonly StepRecord[] {
  let places = known.get(program);
  if (places === undefined) {
    places = placesIn(program);
    known.set(program, places);
  }
  return places.size === 0 ? records : sorted(records, 0, places);
}

function sorted(records: readonly StepRecord[], depth: number, places: ReadonlyMap<NodeId, Place>): StepRecord[] {
  const placeOf = (record: StepRecord | undefined) => (record && places.get(record.step)?.[depth]) ?? null;
  const result: StepRecord[] = [];
  for (let at = 0; at < records.length; ) {
    const parallel = placeOf(records[at])?.parallel;
    const from = at;
    do at += 1;
    while (parallel !== undefined && placeOf(records[at])?.parallel === parallel);
    const turn = records.slice(from, at);
    if (parallel === undefined) {
      result.push(...turn);
      continue;
    }
    const branches = [...new Set(turn.map((record) => placeOf(record)!.branch))].sort((a, b) => a - b);
    for (const branch of branches) {
      const own = turn.filter((record) => placeOf(record)!.branch === branch);
      result.push(...sorted(own, depth + 1, places));
    }
  }
  return result;
}

function placesIn(program: Program): Map<NodeId, Place> {
  const places = new Map<NodeId, Place>();
  const parallels = Object.values(program.nodes).filter((node) => node.kind === "parallel");
  if (parallels.length === 0) return places;
  const next = Map.groupBy(graphOf(program).edges, ({ from }) => from);
  const regions = parallels.map(({ id, branches, join }) => ({
    parallel: id,
    branches: branches.map((entry) => reached(entry, join, next)),
  }));
  // What holds another is larger than it.
  const size = ({ branches }: (typeof regions)[number]) => branches.reduce((sum, nodes) => sum + nodes.size, 0);
  regions.sort((a, b) => size(b) - size(a));
  for (const { parallel, branches } of regions)
    for (const [branch, nodes] of branches.entries())
      for (const node of nodes) places.set(node, [...(places.get(node) ?? []), { parallel, branch }]);
  return places;
}

function reached(entry: NodeId, join: NodeId, next: ReadonlyMap<NodeId, readonly { to: NodeId }[]>): Set<NodeId> {
  const nodes = new Set<NodeId>();
  const waiting = [entry];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (id === join || nodes.has(id)) continue;
    nodes.add(id);
    for (const { to } of next.get(id) ?? []) waiting.push(to);
  }
  return nodes;
}
