/** The watches over playbooks and sources: what each sees of a run, an incident or a week, and what it says when that has changed. */
import { feedRate, type Observation, type RateState } from "./drift-rate.ts";
import { ALPHA, alphaOfPart, SOURCE_FIELDS } from "./drift-risk.ts";
import { feedValue, type ValuesState } from "./drift-values.ts";
import { feedVolume, type VolumeState } from "./drift-volume.ts";
import { type Way, went } from "./drift-ways.ts";
import type { Share } from "./wilson.ts";

export interface Subject {
  kind: "playbook" | "source";
  name: string;
}

/** Of one subject, by watch; what is not there has seen nothing. */
export type WatchStates = Map<string, unknown>;

/** A change that a watch has noticed. */
export interface Noticed {
  watch: string;
  /** When it began, in ms, as far as can be told. */
  since: number;
  before: Share | { perWeek: number } | null;
  after: Share | { perWeek: number } | null;
  text: string;
  incidents: string[];
}

export interface EndedRun {
  incident: string;
  at: number;
  failed: boolean;
  handedOver: boolean;
  /** Effects intended and refused. */
  effects: number;
  refused: number;
  /** What each choosing step took at its first visit, as JSON. */
  took: Readonly<Record<string, string>>;
}

/** A run of the playbook has ended. */
export function watchRun(states: WatchStates, run: EndedRun, ways: readonly Way[]): Noticed[] {
  const seen = (hit: boolean) => ({ hit, at: run.at, of: run.incident });
  const part = { alpha: alphaOfPart(ways.length), direction: "both" } as const;
  return [
    ...watchRate(states, "failures", "Runs that broke", seen(run.failed)),
    ...watchRate(states, "handoffs", "Runs that were handed over", seen(run.handedOver)),
    ...(run.effects === 0 ? [] : watchRate(states, "refusals", "Runs with a refused effect", seen(run.refused > 0))),
    ...ways.flatMap((way) => {
      const took = run.took[way.step];
      if (took === undefined) return [];
      return watchRate(states, `branches:${way.name}`, `Visits to ${way.name}`, seen(went(way, took)), part);
    }),
  ];
}

/** An incident of the playbook has got its final disposition. */
export function watchJudged(
  states: WatchStates,
  incident: { id: string; at: number; falsePositive: boolean },
): Noticed[] {
  const observation = { hit: incident.falsePositive, at: incident.at, of: incident.id };
  return watchRate(states, "falsePositives", "Judged incidents that were false positives", observation);
}

export interface OpenedIncident {
  id: string;
  at: number;
  severity: string;
  entityType: string;
  initialDisposition: string;
  /** Whether each field says anything. */
  filled: Readonly<Record<(typeof SOURCE_FIELDS)[number], boolean>>;
}

/** The source has opened an incident. */
export function watchOpened(states: WatchStates, incident: OpenedIncident): Noticed[] {
  const part = { alpha: alphaOfPart(SOURCE_FIELDS.length), direction: "up" } as const;
  const { id, at } = incident;
  return [
    ...SOURCE_FIELDS.flatMap((field) => {
      const empty = { hit: !incident.filled[field], at, of: id };
      return watchRate(states, `fields:${field}`, `Incidents that came without ${field}`, empty, part);
    }),
    ...(["severity", "entityType", "initialDisposition"] as const).flatMap((field) => {
      const { state, fresh } = feedValue(
        (states.get(`values:${field}`) ?? null) as ValuesState | null,
        incident[field],
      );
      states.set(`values:${field}`, state);
      const text = `${FIELD_WORDS[field]} was ${JSON.stringify(incident[field].slice(0, 100))}, a value never seen before.`;
      return fresh ? [{ watch: `values:${field}`, since: at, before: null, after: null, text, incidents: [id] }] : [];
    }),
  ];
}

const FIELD_WORDS = {
  severity: "Severity",
  entityType: "The type of the entity",
  initialDisposition: "The initial disposition",
} as const;

const WEEK_MS = 7 * 86_400_000;

/** A week is over. */
export function watchWeek(states: WatchStates, count: number, at: number): Noticed[] {
  const fed = feedVolume((states.get("volume") ?? null) as VolumeState | null, count, { at, alpha: ALPHA });
  keep(states, "volume", fed.state);
  if (fed.change === null) return [];
  const { before, after, weeks } = fed.change;
  const text = `${rounded(after)} a week in ${weeks.after} weeks, after ${rounded(before)} in the ${weeks.before} before.`;
  const since = at - weeks.after * WEEK_MS;
  return [{ watch: "volume", since, before: { perWeek: before }, after: { perWeek: after }, text, incidents: [] }];
}

function watchRate(
  states: WatchStates,
  watch: string,
  what: string,
  observation: Observation,
  how: { alpha: number; direction: "up" | "both" } = { alpha: ALPHA, direction: "up" },
): Noticed[] {
  const fed = feedRate((states.get(watch) ?? null) as RateState | null, observation, how);
  keep(states, watch, fed.state);
  if (fed.change === null) return [];
  const { before, after, since, incidents } = fed.change;
  return [{ watch, since, before, after, text: `${what}: ${shown(after)}, after ${shown(before)}.`, incidents }];
}

function keep(states: WatchStates, watch: string, state: unknown): void {
  if (state === null) states.delete(watch);
  else states.set(watch, state);
}

function shown({ rate, count, of }: Share): string {
  return `${rounded((rate ?? 0) * 100)} % (${count} of ${of})`;
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}
