/** A playbook gone through from given answers, as far as they reach: what a debugger shows, made anew for every question. */
import { isCordonError } from "../errors.ts";
import type { IncidentFacts } from "../model/incident.ts";
import type { AnswerBook } from "../playbook/answer-book.ts";
import { isTriggered } from "../playbook/backtest-run.ts";
import { answersOfBook, answersOfCase } from "../playbook/debug-answers.ts";
import { DebugSession } from "../playbook/debug-session.ts";
import type { Program } from "../playbook/program.ts";
import { givenAnswer } from "../playbook/run-cases.ts";
import type { Work } from "../playbook/state.ts";
import { caseNamed, type PlaybookCase, parseTestFile, WrittenAnswer } from "../playbook/test-file.ts";
import { fillFacts } from "../taxonomy/example-facts.ts";
import { notValid, playbookFinding } from "./content-findings.ts";
import type { SourceFile } from "./contract/content.ts";
import type { PlaybookSimulation } from "./contract/playbook-editor.ts";

/** An incident of the past with its answers, or a case; null for an example that answers nothing. */
type From = { facts: IncidentFacts; book: AnswerBook } | { written: PlaybookCase | null };

interface Asked {
  answers: Record<string, Record<string, unknown>>;
  until?: string | undefined;
  watch: string[];
}

/** @throws InputError `api.not-valid` for a test file with errors, `debug.no-such-case` with the nearest name. */
export function caseToSimulate({ file, text }: SourceFile, name: string): PlaybookCase {
  const { cases, findings } = parseTestFile(text, { file });
  if (findings.length > 0) throw notValid("test file", findings.map(playbookFinding));
  return caseNamed(name, cases);
}

/** Goes on to the step that is named, or as far as there are answers. @throws InputError `debug.no-such-step`, and `playbook.bad-answer` for what is none. */
export function simulated(
  program: Program,
  from: From,
  { answers, until, watch }: Asked,
): Omit<PlaybookSimulation, "version" | "incident"> {
  const session = sessionOf(program, from);
  for (const [name, written] of Object.entries(answers))
    session.overrides.set(name, givenAnswer(WrittenAnswer.parse(written)));
  goOn(session, until);
  const { standing, facts } = session;
  const ending = standing.at === "end" ? standing.ending : null;
  const { steps = {}, vars = {}, each = {}, inputs = {} } = session.scope;
  return {
    playbook: program.name,
    triggered: isTriggered(program, facts),
    standing: {
      at: standing.at,
      step: standing.at === "step" || standing.at === "waiting" ? standing.node.id : null,
      asks: standing.at === "waiting" ? asksOf(standing.work) : null,
    },
    outcome: ending === null ? null : ending.kind === "end" ? ending.disposition : "handoff",
    queue: ending?.kind === "handoff" ? ending.queue : null,
    reason: ending?.reason ?? "",
    passed: [...session.passed],
    records: session.records.map((record) => ({ ...record, error: record.error as Record<string, unknown> | null })),
    asked: [...session.asked],
    sees: { steps, vars, each, inputs },
    values: watch.map((expression) => watched(session, expression)),
  };
}

function sessionOf(program: Program, from: From): DebugSession {
  if ("book" in from) return new DebugSession(program, from.facts, answersOfBook(from.book));
  const { written } = from;
  if (written === null) return new DebugSession(program, fillFacts({}));
  return new DebugSession(program, fillFacts(written.incident), answersOfCase(written), written.inputs);
}

function goOn(session: DebugSession, until: string | undefined): void {
  const { standing } = session;
  if (until === undefined) return session.continue();
  const node = session.nodeNamed(until);
  session.breakpoints.add(node);
  if (standing.at !== "step" || standing.node.id !== node) session.continue();
}

function asksOf(work: Work): Record<string, unknown> {
  switch (work.kind) {
    case "action":
      return { kind: work.kind, capability: work.capability, input: work.input };
    case "form":
      return { kind: work.kind, queue: work.queue, reason: work.reason, fields: work.fields };
    case "observe":
      return { kind: work.kind, event: work.event };
  }
}

function watched(session: DebugSession, expression: string): PlaybookSimulation["values"][number] {
  try {
    return { expression, value: session.evaluate(expression), error: null };
  } catch (error) {
    if (!isCordonError(error)) throw error;
    return { expression, value: null, error: error.message };
  }
}
