/** What only holds where a playbook would run: the connections there are, and the policies in force. */
import type { Capability } from "../connector/capability.ts";
import { didYouMean } from "../expression/nearest.ts";
import type { EntityType } from "../model/entity.ts";
import type { EffectClass } from "../model/scale.ts";
import { capabilityOf } from "./check-steps.ts";
import type { Findings } from "./finding.ts";
import { type ActionStep, type PlaybookTree, stepsIn, type Written } from "./tree.ts";

/** An effect as a playbook plans it. */
export interface Planned {
  playbook: { name: string; maturity: string };
  capability: string;
  effectClass: EffectClass;
  /** What it acts on, and which one where the playbook names it itself; null for what acts on no entity. */
  target: { type: EntityType; key: string | null } | null;
}

/** What is left out is not judged. */
export interface Surroundings {
  /** The capabilities of every connection, by its name. */
  connections?: ReadonlyMap<string, ReadonlySet<string>>;
  /** Why the policies refuse an effect whatever the incident; null when they may let it through. */
  refused?(effect: Planned): string | null;
}

/** An action that could never be done where it would run is an error. */
export function checkSurroundings(tree: PlaybookTree, surroundings: Surroundings, findings: Findings): void {
  for (const step of stepsIn(tree.steps)) {
    const capability = step.kind === "action" ? capabilityOf(step) : undefined;
    if (step.kind !== "action" || capability === undefined) continue;
    if (surroundings.connections !== undefined) checkConnection(step, capability, surroundings.connections, findings);
    checkReach(tree, step, capability, surroundings, findings);
  }
}

function checkConnection(
  { connection }: ActionStep,
  { id }: Capability,
  connections: NonNullable<Surroundings["connections"]>,
  findings: Findings,
): void {
  if (connection === null) return;
  const { value, place } = connection;
  const able = connections.get(value);
  if (able === undefined) {
    findings.error("playbook.unknown-connection", place, `there is no connection "${value}"`, {
      fix: connections.size === 0 ? "add it first: cordon connections add" : didYouMean(value, [...connections.keys()]),
    });
  } else if (!able.has(id)) {
    const others = [...connections].filter(([, can]) => can.has(id)).map(([name]) => name);
    findings.error("playbook.unable-connection", place, `the connection "${value}" cannot do ${id}`, {
      fix: others.length === 0 ? "no connection can: add one that does" : `these can: ${others.join(", ")}`,
    });
  }
}

function checkReach(
  tree: PlaybookTree,
  step: ActionStep,
  capability: Capability,
  { refused }: Surroundings,
  findings: Findings,
): void {
  const planned = plannedBy(tree, step, capability);
  const why = refused?.(planned) ?? null;
  if (why === null) return;
  const named = planned.target?.key ?? null;
  const written = targetIn(step, capability);
  const place = named === null || written === undefined ? step.capability.place : written.place;
  const what = named === null ? capability.id : `${capability.id} on "${named}"`;
  findings.error("playbook.never-allowed", place, `the policies refuse ${what} whatever happens: ${why}`, {
    fix: "leave the step out, or change the policy",
  });
}

/** What a step plans, in a run of this playbook. */
export function plannedBy(
  { name: { value: name }, maturity }: PlaybookTree,
  step: ActionStep,
  capability: Capability,
): Planned {
  const written = targetIn(step, capability);
  const named = written?.kind === "text" && !/^=|\{\{/.test(written.text.value) ? written.text.value : null;
  const target = capability.target === undefined ? null : { type: capability.target.type, key: named };
  return { playbook: { name, maturity }, capability: capability.id, effectClass: capability.effect, target };
}

function targetIn(step: ActionStep, { target }: Capability): Written | undefined {
  return step.input.entries.find(({ key }) => key === target?.field)?.value;
}
