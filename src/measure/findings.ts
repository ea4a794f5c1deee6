/** What the figures say, in words: only what counting errors do not explain. */
import type { Figures, ShareName } from "./figures.ts";

export interface Finding {
  code: string;
  text: string;
}

/** Bounds that a share's whole interval must be above before it is said. */
const TOO_MANY: Partial<Record<ShareName, { bound: number; what: string; ask: string }>> = {
  falsePositives: {
    bound: 0.2,
    what: "of the judged incidents were false positives",
    ask: "Sharpen the rule that maps them here, or the playbook's first branch.",
  },
  handoffs: {
    bound: 0.5,
    what: "of the runs were handed over",
    ask: "See at which step they are, and whether scope, a connection or a branch is missing.",
  },
  overrides: {
    bound: 0.1,
    what: "of the dispositions were changed by people afterwards",
    ask: "Read what they changed them to.",
  },
  refusals: { bound: 0.25, what: "of the effects were refused", ask: "Widen the scope, or take the step out." },
  unanswered: { bound: 0.1, what: "of the approvals were not answered in time", ask: "See who is asked, and when." },
};

/** Shares that are reported when they grew. */
const GROWN: Partial<Record<ShareName, string>> = {
  failures: "failure",
  falsePositives: "false-positive",
  handoffs: "handoff",
  overrides: "override",
};

/** Fewer than these say nothing, whatever the interval. */
const MIN_SAMPLES = 5;
const SLOWER = 2;

/** The findings on a period, against the period before it and against the version before the newest. */
export function findingsOf(
  now: Figures,
  before: Figures,
  versions: { newest: { version: number; figures: Figures }; earlier: { version: number; figures: Figures } } | null,
): Finding[] {
  if (now.runs === 0) return [noRuns(before)];
  const findings = [...tooMany(now), ...grown(now, before, "the period before"), ...slower(now, before)];
  if (versions !== null) {
    const { newest, earlier } = versions;
    const since = `version ${earlier.version}`;
    findings.push(
      ...grown(newest.figures, earlier.figures, since).map((finding) => ({
        ...finding,
        code: `version-${finding.code}`,
        text: `Version ${newest.version}: ${finding.text}`,
      })),
    );
  }
  return findings;
}

function noRuns(before: Figures): Finding {
  const earlier = before.runs === 0 ? "nor in the period before" : `after ${before.runs} in the period before`;
  return {
    code: "no-runs",
    text: `It did not run at all, ${earlier}. Nothing maps to it, its trigger is never met, or its sources are silent.`,
  };
}

function tooMany(now: Figures): Finding[] {
  return Object.entries(TOO_MANY).flatMap(([name, { bound, what, ask }]) => {
    const { count, of, rate, low } = now[name as ShareName];
    if (of < MIN_SAMPLES || low <= bound) return [];
    return [
      {
        code: `${kebab(name)}-high`,
        text: `${percent(rate)} (${count} of ${of}) ${what}, more than ${percent(bound)} with 95 % confidence. ${ask}`,
      },
    ];
  });
}

/** Said when the lower end of today's interval is above what was counted before. */
function grown(now: Figures, before: Figures, since: string): Finding[] {
  return Object.entries(GROWN).flatMap(([name, word]) => {
    const { of, rate, low } = now[name as ShareName];
    const earlier = before[name as ShareName].rate;
    if (of < MIN_SAMPLES || earlier === null || low <= earlier) return [];
    return [
      {
        code: `${kebab(name)}-up`,
        text: `The ${word} rate went up to ${percent(rate)} from ${percent(earlier)} in ${since}.`,
      },
    ];
  });
}

function slower(now: Figures, before: Figures): Finding[] {
  const { samples, median } = now.timeToContain;
  const earlier = before.timeToContain;
  if (
    samples < MIN_SAMPLES ||
    earlier.samples < MIN_SAMPLES ||
    median === null ||
    earlier.median === null ||
    median <= SLOWER * earlier.median
  )
    return [];
  return [
    {
      code: "slower-containment",
      text: `Half of the containments took longer than ${seconds(median)}; in the period before it was ${seconds(earlier.median)}.`,
    },
  ];
}

function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

function percent(rate: number | null): string {
  return `${Math.round((rate ?? 0) * 1000) / 10} %`;
}

function seconds(milliseconds: number): string {
  return `${Math.round(milliseconds / 100) / 10} s`;
}
