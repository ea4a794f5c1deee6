/** What git knows of a folder of content. Everything here does without git: then there is no checkout. */
import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);

export interface Checkout {
  /** The newest commit that changed the folder: 40 or 64 hex digits. */
  commit: string;
  /** Whether the checkout grew from this commit; `unknown` in a shallow one, which does not hold its own past. */
  holds(commit: string): Promise<"yes" | "no" | "unknown">;
}

/** Null when the folder is not kept in git, or git is not here. */
export async function checkoutAt(folder: string): Promise<Checkout | null> {
  const commit = (await git(folder, "log", "-1", "--format=%H", "--", ".").catch(() => null))?.trim() ?? "";
  if (commit === "") return null;
  return {
    commit,
    async holds(other) {
      if (await succeeds(folder, "merge-base", "--is-ancestor", other, "HEAD")) return "yes";
      const known = await succeeds(folder, "cat-file", "-e", `${other}^{commit}`);
      const shallow = await git(folder, "rev-parse", "--is-shallow-repository");
      return !known && shallow.trim() === "true" ? "unknown" : "no";
    },
  };
}

function succeeds(folder: string, ...args: string[]): Promise<boolean> {
  return git(folder, ...args).then(
    () => true,
    () => false,
  );
}

/** It only reads: no lock is taken and no pager or prompt is opened. */
async function git(folder: string, ...args: string[]): Promise<string> {
  const env = { ...process.env, GIT_OPTIONAL_LOCKS: "0", GIT_TERMINAL_PROMPT: "0" };
  return (await run("git", ["-C", folder, "--no-pager", ...args], { env, timeout: 10_000 })).stdout;
}
