/** What can be said to the debugger, one line at a time. */
import { InputError } from "../errors.ts";
import type { DebugSession } from "../playbook/debug-session.ts";
import type { FindingPlace } from "../playbook/finding.ts";
import type { NodeId } from "../playbook/program.ts";
import type { Answer } from "../playbook/simulate.ts";
import { standingText, standingValue, valueText } from "./debug-text.ts";

/** What came of a line: for programs, and in words that are safe to look at. */
export interface Debugged {
  command: string;
  value: unknown;
  text: string;
}

export interface Debugging {
  session: DebugSession;
  /** Where the steps are written. */
  places: ReadonlyMap<NodeId, FindingPlace>;
}

const HELP = `break STEP|LINE    stop before it; delete STEP|LINE takes it away, breaks lists them
step               past one step (s)
continue           to the next breakpoint, the end, or what nobody has an answer for (c)
where              where it stands
show               variables, outputs and inputs; or show incident, show record
eval EXPRESSION    its value here (e)
answer JSON        what it waits for is answered; refuse, fail CODE and timeout answer so, too
set NAME JSON      what a step or a capability answers from now on; NAME refuse, NAME timeout, NAME none
rerun STEP         back to it; what follows is done anew
quit               (q)`;

const SHORT: Readonly<Record<string, string>> = { s: "step", c: "continue", e: "eval", q: "quit", b: "break" };

type Act = (debugging: Debugging, rest: string) => unknown;

/** Each says what there is to show; undefined where that is where it stands now. */
const COMMANDS: Readonly<Record<string, Act>> = {
  help: () => HELP,
  where: () => undefined,
  step: ({ session }) => void session.step(),
  continue: ({ session }) => session.continue(),
  break: (debugging, rest) => ({ breakpoint: addBreak(debugging, rest) }),
  delete: (debugging, rest) => ({ deleted: nodeNamed(debugging, rest), was: removeBreak(debugging, rest) }),
  breaks: ({ session }) => [...session.breakpoints],
  show: ({ session }, rest) => shown(session, rest),
  eval: ({ session }, rest) => ({ value: session.evaluate(rest) }),
  answer: ({ session }, rest) => session.answer({ output: objectOf(rest) }),
  refuse: ({ session }) => session.answer(REFUSED),
  fail: ({ session }, rest) => session.answer(failed(rest)),
  timeout: ({ session }) => session.answer({ silence: true }),
  set: (debugging, rest) => override(debugging, rest),
  rerun: (debugging, rest) => debugging.session.rerun(nodeNamed(debugging, rest)),
};

const REFUSED: Answer = { error: { root: "refused", code: "guard.refused", message: "The guard said no." } };

/** Does what a line says; null for quit, and for an empty line what was shown is where it stands. @throws InputError `cli.no-such-command` and others. */
export function debug(debugging: Debugging, line: string): Debugged | null {
  const [, word = "", rest = ""] = /^\s*(\S*)\s*(.*?)\s*$/s.exec(line) ?? [];
  const name = Object.hasOwn(SHORT, word) ? SHORT[word]! : word === "" ? "where" : word;
  if (name === "quit") return null;
  const act = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (act === undefined)
    throw new InputError(
      "cli.no-such-command",
      `"${word}" is no command; expected one of ${Object.keys(COMMANDS).join(", ")}.`,
    );
  const value = act(debugging, rest);
  const { session, places } = debugging;
  if (value === undefined)
    return { command: name, value: standingValue(session, places), text: standingText(session, places) };
  return { command: name, value, text: valueText(value) };
}

/** The step of that id, or the first that is written at or below that line. */
function nodeNamed({ session, places }: Debugging, name: string): NodeId {
  if (!/^\d+$/.test(name)) return session.nodeNamed(name);
  const below = [...places].filter(([, { line }]) => line >= Number(name)).sort(([, a], [, b]) => a.line - b.line);
  if (below[0] !== undefined) return below[0][0];
  throw new InputError("cli.no-such-step", `There is no step at or below line ${name}.`);
}

function addBreak(debugging: Debugging, name: string): NodeId {
  const node = nodeNamed(debugging, name);
  debugging.session.breakpoints.add(node);
  return node;
}

function removeBreak(debugging: Debugging, name: string): boolean {
  return debugging.session.breakpoints.delete(nodeNamed(debugging, name));
}

function shown({ scope, records }: DebugSession, what: string): unknown {
  const { incident, ...rest } = scope;
  if (what === "incident") return incident;
  if (what === "record") return records;
  if (what === "") return rest;
  throw new InputError(
    "cli.no-such-command",
    `"show ${what}" shows nothing; write show, show incident or show record.`,
  );
}

function override({ session }: Debugging, text: string): unknown {
  const [, name = "", given = ""] = /^(\S+)\s*(.*)$/s.exec(text) ?? [];
  if (!session.program.capabilities.includes(name)) session.nodeNamed(name);
  if (given === "none") session.overrides.delete(name);
  else session.overrides.set(name, answerOf(given));
  return { answers: name, given: session.overrides.get(name) ?? null };
}

function answerOf(text: string): Answer {
  if (text === "refuse") return REFUSED;
  if (text === "timeout") return { silence: true };
  return text.startsWith("fail ") ? failed(text.slice(5)) : { output: objectOf(text) };
}

/** A failure that may pass is tried again. */
function failed(code: string): Answer {
  const shape = /^(transient |refused )?([a-z-]+\.[a-z-]+)$/.exec(code.trim());
  if (shape === null)
    throw new InputError(
      "cli.bad-answer",
      `"${code}" is no failure; write a code such as connector.unreachable, or transient connector.unreachable.`,
    );
  const root = shape[1] === "transient " ? "transient" : "refused";
  return { error: { root, code: shape[2]!, message: `${shape[2]} (as it was said)` } };
}

function objectOf(text: string): Record<string, unknown> {
  const value = parsed(text);
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw new InputError("cli.bad-answer", "An answer is a JSON object with the fields of the output.");
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new InputError(
      "cli.bad-answer",
      `This is no JSON: ${(error as Error).message}. Write for example {"found": true}.`,
    );
  }
}
