/** What people changed in a workspace since its content was applied from a folder last. */
import { type ContentState, isShipped } from "./content-state.ts";
import type { Drift, OfferedContent } from "./contract/plan.ts";
import type { PlannedPlaybooks } from "./plan-playbooks.ts";

/** Empty before the first apply. What is now as the folder has it is no drift, whoever made it so, and neither is what Cordon ships and no folder ever held. */
export function driftOf(
  state: ContentState,
  offered: OfferedContent,
  playbooks: PlannedPlaybooks,
  changes: { taxonomy: boolean; policies: boolean },
): Drift[] {
  if (state.last === null) return [];
  const { held } = state.last;
  const drift =
    held.playbooks === null || offered.playbooks === null ? [] : playbookDrift(state, held.playbooks, playbooks);
  for (const what of ["taxonomy", "policies"] as const) {
    const now = state[what];
    if (now === null || !changes[what] || held[what] === null || now.number === held[what]) continue;
    const text = `version ${now.number} is in force; applied from here was ${held[what]}`;
    drift.push({ what, name: "", text, since: now.createdAt.toISOString(), by: now.createdBy, lost: true });
  }
  return drift;
}

function playbookDrift(
  state: ContentState,
  held: Record<string, string>,
  { planned, unchanged }: PlannedPlaybooks,
): Drift[] {
  const moving = new Set(planned.filter(({ item }) => item.action !== "draft").map(({ item }) => item.name));
  const same = new Set(unchanged);
  const say = (name: string, text: string): Drift => {
    const turn = state.turns.get(name);
    const [since, by] = [turn?.since.toISOString() ?? state.last!.at.toISOString(), turn?.by ?? "system"];
    return { what: "playbook", name, text, since, by, lost: moving.has(name) };
  };
  const others = [...state.playbooks.values()].filter(
    ({ name, id }) => !same.has(name) && held[name] !== id && (held[name] !== undefined || !isShipped(state, name)),
  );
  const gone = Object.keys(held).filter((name) => !state.playbooks.has(name) && moving.has(name));
  const tried = state.trials.filter(({ since }) => since > state.last!.at);
  return [
    ...others.map(({ name, number }) => say(name, `${name}@${number} is in force, and was not applied from here`)),
    ...gone.map((name) => say(name, `${name} was taken out of force`)),
    ...tried.map(({ name, share, since, by }) => {
      const has = share === 0 ? "runs as a shadow" : `has ${share} % of the incidents`;
      return { ...say(name, `a version of ${name} ${has}`), since: since.toISOString(), by };
    }),
  ];
}
