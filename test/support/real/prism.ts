/** A vendor's own API description, served by Prism: it refuses requests the description does not allow, and answers with its examples. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";
import { answers, freePort, startProcess } from "./process.ts";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));
const CORPORA = process.env.CORDON_CORPORA ?? resolve(ROOT, "../shared/corpora");
const PRISM = join(ROOT, "node_modules/@stoplight/prism-cli/dist/index.js");

export type Description = Record<string, unknown>;

/** True where the description is at hand; says loudly why not otherwise. */
export function hasDescription(name: string): boolean {
  const found = existsSync(join(CORPORA, "openapi", name));
  if (!found)
    console.warn(
      `SKIPPED: ${name} is not in ${CORPORA}/openapi, so its contract test did not run. Set CORDON_CORPORA to where it is.`,
    );
  return found;
}

/** The vendor's description as data. */
export function readDescription(name: string): Description {
  return parse(readFileSync(join(CORPORA, "openapi", name), "utf8"), {
    maxAliasCount: -1,
    logLevel: "silent",
  }) as Description;
}

/** Serves a description on a free port. */
export async function startPrism(
  description: Description,
): Promise<{ url: string; output(): string; stop(): Promise<void> }> {
  const home = mkdtempSync(join(tmpdir(), "cordon-prism-"));
  const file = join(home, "description.json");
  writeFileSync(file, JSON.stringify(description));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const server = await startProcess(
    process.execPath,
    [PRISM, "mock", "--port", String(port), "--host", "127.0.0.1", file],
    { timeoutMs: 60_000, isReady: () => answers(`${url}/`) },
  );
  return {
    url,
    output: server.output,
    async stop() {
      await server.stop();
      rmSync(home, { recursive: true, force: true });
    },
  };
}
