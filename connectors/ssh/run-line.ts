/** Runs one line on the host, when it is one of those listed and the host is the one that was meant. */
import { withShell } from "../../src/connector/ssh.ts";
import { InputError, RefusedError } from "../../src/errors.ts";
import { isAllowed } from "./allowed-line.ts";
import type { SshContext } from "./settings.ts";

export const SSH_DOCS = "https://datatracker.ietf.org/doc/html/rfc4254#section-6.5";

/** More of an answer than a playbook or a person reads is cut off. */
const MOST_CHARACTERS = 64 * 1024;

export interface HostAnswer {
  exitCode: number;
  output: string;
  errors: string;
}

/**
 * What the line wrote, and its exit code.
 * @throws InputError `connector.bad-input` for a line that is not listed, or another host; nothing is sent then.
 */
export async function runLine(
  context: SshContext,
  { host, line }: { host: string; line: string },
  list: "asks" | "contains",
): Promise<HostAnswer> {
  const { settings } = context;
  const names = [settings.host, ...settings.names].map((name) => name.toLowerCase());
  if (!names.includes(host.toLowerCase()))
    throw unsent(
      `This connection reaches ${settings.host}, not ${host}; names of the same host belong into its setting "names".`,
    );
  if (!isAllowed(settings[list], line))
    throw unsent(`"${line.slice(0, 200)}" is none of the commands in this connection's setting "${list}".`);
  const { exitCode, stdout, stderr } = await withShell(context, (shell) => shell.exec(line));
  return { exitCode, output: textOf(stdout), errors: textOf(stderr) };
}

/** The answer of a line that was to change something. @throws RefusedError `connector.rejected` when it says that it failed. */
export async function runChange(context: SshContext, input: { host: string; line: string }): Promise<HostAnswer> {
  const answer = await runLine(context, input, "contains");
  if (answer.exitCode === 0) return answer;
  const words = answer.errors.trim().slice(0, 300);
  throw new RefusedError(
    "connector.rejected",
    `The command ended with exit code ${answer.exitCode}${words === "" ? "" : `: ${words}`}.`,
    { details: { exitCode: answer.exitCode, sent: true } },
  );
}

function unsent(message: string): InputError {
  return new InputError("connector.bad-input", message, { details: { sent: false } });
}

/** Bytes as they came, read as UTF-8. */
function textOf(latin1: string): string {
  return Buffer.from(latin1.slice(0, MOST_CHARACTERS), "latin1").toString("utf8");
}
