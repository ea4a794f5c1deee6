/** The real `cordon` command, against a server of a test's own. */
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";

const CORDON = fileURLToPath(new URL("../../bin/cordon.mjs", import.meta.url));

export interface Outcome {
  code: number;
  out: string;
  err: string;
}

/** Runs the command with nothing of this process's environment but where programs and the home are. */
export function runCommand(args: string[], env: Record<string, string>, input = ""): Promise<Outcome> {
  return new Promise((resolve) => {
    const { PATH = "", HOME = "" } = process.env;
    const child = execFile(CORDON, args, { env: { PATH, HOME, ...env }, timeout: 60_000 }, (error, out, err) => {
      resolve({ code: error === null ? 0 : Number(error.code), out, err });
    });
    child.stdin?.end(input);
  });
}
