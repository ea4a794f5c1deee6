/** A server to be measured, started as it is in production. */
import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";

const SERVE = join(import.meta.dirname, "../../bin/serve.mjs");

/** Starts it; with `profile`, it leaves a profile of its processor time in that folder when it ends. */
export function startServer(env: NodeJS.ProcessEnv, profile: string | undefined): ChildProcess {
  const flags = profile === undefined ? {} : { NODE_OPTIONS: `--cpu-prof --cpu-prof-dir=${profile}` };
  return spawn(process.execPath, [SERVE], { env: { ...env, ...flags }, stdio: ["ignore", "ignore", "inherit"] });
}
