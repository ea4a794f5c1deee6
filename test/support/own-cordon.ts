/** A Cordon of a test's own, started as a person starts one, in a home that outlives it. */
import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";

const ROOT = join(import.meta.dirname, "../..");
const PATIENCE_MS = 120_000;

export interface OwnCordon {
  url: string;
  /** The one-time secret, where one was shown. */
  secret: string;
  stop(): Promise<void>;
}

/** `npm start`, or `npm run demo` with `demo`; answers once it is reached. `host` is how people call it, where that is not its address. */
export async function startOwnCordon(
  home: string,
  { demo = false, port = 0, host = "" }: { demo?: boolean; port?: number; host?: string } = {},
): Promise<OwnCordon> {
  const child = spawn(
    join(ROOT, "node_modules/.bin/node"),
    [join(ROOT, "bin/serve.mjs"), ...(demo ? ["--demo"] : [])],
    {
      env: {
        ...{ ...process.env, CORDON_HOME: home, CORDON_PORT: String(port), DATABASE_URL: "" },
        ...(host === "" ? {} : { CORDON_PUBLIC_URL: `http://${host}:${port}` }),
      },
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  const said = await reached(child);
  return {
    url: /Cordon is (?:ready )?at ([^\s,]+),/.exec(said)?.[1] ?? "",
    secret: /secret \(shown only now\): (\S+)/.exec(said)?.[1] ?? "",
    stop: () =>
      new Promise((resolve) => {
        child.once("exit", () => resolve());
        child.kill("SIGTERM");
      }),
  };
}

/** What it said until a moment after it named its address. */
function reached(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = "";
    const late = setTimeout(() => reject(new Error(`Cordon was not there in time: ${said}`)), PATIENCE_MS);
    child.on("exit", (code) => reject(new Error(`Cordon ended with ${code}: ${said}`)));
    for (const stream of [child.stdout, child.stderr])
      stream?.on("data", (chunk: Buffer) => {
        said += chunk.toString();
        if (!said.includes("Cordon is ")) return;
        clearTimeout(late);
        setTimeout(() => resolve(said), 300);
      });
  });
}
