/** `cordon playbook backtest`: a draft on the incidents of the past, in the server, with progress and with limits for a check that runs by itself. */
import { closeSync, openSync, writeSync } from "node:fs";
import type { Command } from "commander";
import type {
  BacktestEnd,
  BacktestIncident,
  BacktestLine,
  BacktestRequest,
  BacktestSum,
} from "../../api/contract/backtest.ts";
import { InputError, TransientError } from "../../errors.ts";
import { exceeded, type Failure, failures, type Gate, type Limit, limit } from "../backtest-gate.ts";
import { type BacktestResult, backtestText } from "../backtest-text.ts";
import { draftAt } from "../draft-at.ts";
import { Ended, EXIT } from "../exit.ts";
import { jsonLines } from "../ndjson.ts";
import { count, moment } from "../options.ts";
import { policyFiles } from "../read-content.ts";
import { does, type Session } from "../session.ts";

interface Options {
  since: string;
  until?: string;
  type?: string[];
  assumeEffects?: boolean;
  policies?: string;
  maxChanged?: Limit;
  maxUnanswered?: Limit;
  maxNewEffects?: Limit;
  failOn?: Failure[];
  show: number;
  out?: string;
}

/** Ended by Ctrl-C: https://tldp.org/LDP/abs/html/exitcodes.html */
const INTERRUPTED = 130;

export function addBacktest(playbook: Command): void {
  const command = playbook
    .command("backtest")
    .description(
      "say what a draft would have done with past incidents, from the answers of that time; nothing is touched",
    )
    .argument("<path>", "a folder with playbook.yaml")
    .option("--since <time>", "incidents opened since: a time, or 90d for so many days ago", moment, moment("90d"))
    .option("--until <time>", "and before", moment)
    .option("--type <types...>", "incident types, instead of what is mapped to the playbook and what it ran on")
    .option(
      "--assume-effects",
      "take effects that nothing was recorded of to succeed, where no step reads what they give",
    )
    .option("--policies <folder>", "decide the draft's effects by the policies there, too")
    .option("--max-changed <limit>", "fail when more incidents change: a number, or a share such as 5%", limit)
    .option("--max-unanswered <limit>", "fail when the draft gets no further for more incidents than that", limit)
    .option("--max-new-effects <limit>", "fail when there are more new effects", limit)
    .option("--fail-on <kinds>", "fail on any: trigger, path, effects, outcome, unanswered", failures)
    .option("--show <count>", "list so many incidents", count, 20)
    .option("--out <file>", "write every incident that is compared to a new file, a line of JSON each");
  does<[string], Options>(command, (session, options, path) => run(session, options, path));
}

async function run(session: Session, options: Options, path: string): Promise<void> {
  const body = await requestOf(session, options, path);
  const stopping = new AbortController();
  const stop = () => stopping.abort();
  process.once("SIGINT", stop);
  try {
    const came = await follow(session, body, options, stopping.signal);
    const result = resultOf(came, options, stopping.signal.aborted);
    session.say(result, () => backtestText(result));
    if (stopping.signal.aborted) throw new Ended(INTERRUPTED);
    if (!result.ok) throw new Ended(EXIT.failed);
  } finally {
    process.off("SIGINT", stop);
  }
}

async function requestOf(session: Session, options: Options, path: string): Promise<BacktestRequest> {
  const { since, until, type, assumeEffects, policies, out } = options;
  return {
    ...(await draftAt(session, path)),
    ...{ since, all: out !== undefined, assumeEffects: assumeEffects === true },
    ...(until === undefined ? {} : { until }),
    ...(type === undefined ? {} : { types: type }),
    ...(policies === undefined ? {} : { policies: await policyFiles(policies) }),
  };
}

interface Came {
  end: BacktestEnd | null;
  /** The last that was heard where there is no end. */
  sum: BacktestSum | null;
  shown: BacktestIncident[];
}

async function follow(
  { client, note }: Session,
  body: BacktestRequest,
  options: Options,
  signal: AbortSignal,
): Promise<Came> {
  const came: Came = { end: null, sum: null, shown: [] };
  const file = options.out === undefined ? null : created(options.out);
  try {
    for await (const line of jsonLines<BacktestLine>(
      await client.stream("/v1/playbooks/backtest", {}, { body, signal }),
    )) {
      if (line.kind === "sum") came.end = line;
      else if (line.kind === "progress") {
        came.sum = line.sum;
        note(
          `${line.done} of ${line.total} incidents: ${line.sum.changed} changed, ${line.sum.unanswered} unanswered …`,
        );
      } else {
        if (file !== null) writeSync(file, `${JSON.stringify(line)}\n`);
        if (came.shown.length < options.show && isDifferent(line)) came.shown.push(line);
      }
    }
  } catch (error) {
    // Ctrl-C: what was heard up to then is said.
    if (!signal.aborted) throw error instanceof TypeError ? brokenOff(error) : error;
  } finally {
    if (file !== null) closeSync(file);
  }
  if (came.end === null && !signal.aborted) throw brokenOff(undefined);
  return came;
}

function isDifferent({ changed, draft }: BacktestIncident): boolean {
  return changed.length > 0 || draft.outcome === "unanswered";
}

function brokenOff(cause: unknown): TransientError {
  return new TransientError("cli.broken-off", "The backtest broke off. Nothing was changed by it; start it again.", {
    cause,
  });
}

function created(path: string): number {
  try {
    return openSync(path, "wx");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EEXIST") throw new InputError("cli.exists", `${path} is there already; name another file.`);
    throw new InputError("cli.cannot-write", `${path} cannot be written (${code}).`, { cause: error });
  }
}

function resultOf({ end, sum, shown }: Came, gate: Gate, stopped: boolean): BacktestResult {
  const { kind: _kind, ...rest } = end ?? { kind: "sum", sum };
  const over = rest.sum === null ? [] : exceeded(rest.sum, gate);
  return { ok: over.length === 0 && !stopped, stopped, exceeded: over, ...rest, incidents: shown };
}
