/** How a command ends: what is said, and with which code. */
import { CommanderError, InvalidArgumentError } from "commander";
import { type CordonError, isCordonError, toErrorJson } from "../errors.ts";
import { safeJson, safeLines } from "./safe-text.ts";

export const EXIT = { ok: 0, failed: 1, input: 2, unreachable: 3, unauthorized: 4 } as const;

/** Thrown by a command that has said everything already. */
export class Ended extends Error {
  readonly code: number;
  constructor(code: number) {
    super("ended");
    this.code = code;
  }
}

/** Says what went wrong, in words, and answers the exit code. */
export function report(error: unknown, json: boolean): number {
  if (error instanceof Ended) return error.code;
  // Commander tells of what its parsers refuse, and ends as another error; one that a command throws by itself was told to nobody.
  if (error instanceof InvalidArgumentError) process.stderr.write(`error: ${safeLines(error.message)}\n`);
  if (error instanceof CommanderError)
    return /help|version/.test(error.code) && error.exitCode === 0 ? EXIT.ok : EXIT.input;
  const known = isCordonError(error);
  if (json) process.stdout.write(`${safeJson({ error: toErrorJson(error) })}\n`);
  const message = known
    ? error.message
    : `Something is wrong in this program: ${error instanceof Error ? error.message : String(error)}`;
  const findings = known ? findingsOf(error) : [];
  process.stderr.write(`${safeLines(findings.length === 0 ? message : withoutFinding(message, findings[0]!))}\n`);
  if (!json) for (const finding of findings) process.stderr.write(`${findingLine(finding)}\n`);
  if (!json && known && Array.isArray(error.details?.quarantined))
    process.stderr.write("Look at it: cordon quarantine list\n");
  return known ? codeOf(error) : EXIT.failed;
}

/** Parts of Cordon whose refusals are another system's word, or a guard's, and say nothing of what the caller may do. */
const NOT_OF_THE_CALLER = /^(ai|canary|connector|guard|poll|proposal|respond|sync)[.]/;

function codeOf(error: CordonError): number {
  const status = error.details?.status;
  if (
    error.code === "cli.unreachable" ||
    error.code === "cli.answer-lost" ||
    error.code === "cli.not-cordon" ||
    status === 503
  )
    return EXIT.unreachable;
  if (status === 403 && NOT_OF_THE_CALLER.test(error.code)) return EXIT.failed;
  if (status === 401 || status === 403) return EXIT.unauthorized;
  return error.root === "input" ? EXIT.input : EXIT.failed;
}

interface Finding {
  severity?: string;
  code: string;
  file: string;
  line: number;
  column: number;
  message: string;
  fix?: string;
}

function findingsOf(error: CordonError): Finding[] {
  const findings = error.details?.findings;
  return Array.isArray(findings) ? (findings as Finding[]) : [];
}

/** The message tells the first finding for those who see nothing else; here all of them follow. */
function withoutFinding(message: string, { file, line }: Finding): string {
  const at = message.indexOf(`${file}:${line}`);
  return at < 1 ? message : message.slice(0, at).trim();
}

export function findingLine({ severity, code, file, line, column, message, fix }: Finding): string {
  return safeLines(`${file}:${line}:${column} ${severity ?? "error"} ${message}${fix ? ` (${fix})` : ""} [${code}]`);
}
