/** From what was observed and stated to levels, what stands in the way, and what to do next, in order. Pure. */
import type { Observed } from "./measures.ts";
import { type Dimension, type DimensionId, LEVELS, type Probe } from "./model.ts";
import { boundText, readingOf } from "./reading.ts";

export interface Answer {
  probe: string;
  yes: boolean;
  reason: string;
  by: string;
  at: Date;
}

export interface ProbeResult {
  id: string;
  level: number;
  says: string;
  met: boolean;
  /** `stated` is shown as stated: nobody measured it. */
  kind: "measured" | "stated";
  /** The measured value; null where there was nothing to measure, or nothing is measured. */
  value: number | null;
  /** Why it is met or not, in words. */
  because: string;
  next: string;
}

export interface DimensionResult {
  id: DimensionId;
  title: string;
  question: string;
  level: number;
  required: number;
  /** stretch: one level short; blocked: more. */
  standing: "ready" | "stretch" | "blocked";
  probes: ProbeResult[];
}

export interface Assessment {
  ready: boolean;
  dimensions: DimensionResult[];
  /** The first dimension in the recommended order that is not ready; null when all are. */
  lever: DimensionId | null;
  /** What to do, in order: what stands between each dimension and its required level, lowest level first. */
  roadmap: { dimension: DimensionId; level: number; probe: string; says: string; because: string; next: string }[];
  /** What is commonly mistaken for readiness, where it is seen. */
  misdiagnosis: string | null;
}

const DAY_MS = 86_400_000;
const FEW_EXECUTABLE = 0.5;

/** The dimensions are those of the model, in its order. */
export function assess(
  dimensions: readonly Dimension[],
  observed: Observed,
  answers: readonly Answer[],
  now: Date,
): Assessment {
  const results = dimensions.map((dimension) => standingOf(dimension, observed, answers, now));
  const short = results.filter(({ standing }) => standing !== "ready");
  return {
    ready: short.length === 0,
    dimensions: results,
    lever: short[0]?.id ?? null,
    roadmap: roadmapOf(short),
    misdiagnosis: misdiagnosisOf(observed),
  };
}

/** One act may serve several dimensions: it is told once, where it is needed first. */
function roadmapOf(short: readonly DimensionResult[]): Assessment["roadmap"] {
  const told = new Set<string>();
  return short.flatMap(({ id: dimension, required, probes }) =>
    probes
      .filter(({ met, level, says }) => !met && level <= required && !told.has(says) && told.add(says))
      .map(({ id: probe, level, says, because, next }) => ({ dimension, level, probe, says, because, next })),
  );
}

function standingOf(
  { id, title, question, required, levels }: Dimension,
  observed: Observed,
  answers: readonly Answer[],
  now: Date,
): DimensionResult {
  const probes = LEVELS.flatMap((level) =>
    levels[level].map((probe) => resultOf(probe, level, observed, answers, now)),
  );
  const firstUnmet = LEVELS.find((level) => probes.some((probe) => probe.level === level && !probe.met));
  const level = firstUnmet === undefined ? LEVELS.at(-1)! : firstUnmet - 1;
  const standing = level >= required ? "ready" : level === required - 1 ? "stretch" : "blocked";
  return { id, title, question, level, required, standing, probes };
}

function resultOf(probe: Probe, level: number, observed: Observed, answers: readonly Answer[], now: Date): ProbeResult {
  const { id, says, next, kind } = probe;
  const head = { id, level, says, next, kind };
  if (probe.kind === "stated") return { ...head, value: null, ...stated(probe.validDays, id, answers, now) };
  const { value, text, next: nearest } = readingOf(probe.measure, observed);
  const asked = boundText(probe.measure, probe.bound, probe.value);
  const met = value !== null && (probe.bound === "at-least" ? value >= probe.value : value <= probe.value);
  return { ...head, next: nearest ?? next, value, met, because: met ? `${text}.` : `${text}; ${asked}.` };
}

function stated(validDays: number, id: string, answers: readonly Answer[], now: Date) {
  const answer = answers.find(({ probe }) => probe === id);
  if (answer === undefined) return { met: false, because: "Nobody has stated it." };
  const said = `${answer.by} stated ${answer.yes ? "yes" : "no"} on ${answer.at.toISOString().slice(0, 10)}: ${answer.reason}`;
  const old = now.getTime() - answer.at.getTime() > validDays * DAY_MS;
  return { met: answer.yes && !old, because: old ? `${said} That is older than ${validDays} days.` : said };
}

/** Workflows are configured, and the runbooks are not executable: what looks like automation hands everything over. */
function misdiagnosisOf(observed: Observed): string | null {
  const writers = readingOf("connections-that-write", observed);
  const executable = readingOf("types-executable", observed);
  if (writers.value === 0 || (executable.value ?? 0) >= FEW_EXECUTABLE) return null;
  return `Workflows are configured, but the runbooks are not executable. ${writers.text}. ${executable.text}. More connections do not help; record what is done, and write it as playbooks.`;
}
