import type { TestProject } from "vitest/node";
import { startTestServers } from "./postgres.ts";

/** vitest globalSetup: the tests' Postgres servers run from before the first test until after the last, one for each file that runs at a time. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const servers = await startTestServers(project.config.maxWorkers);
  return () => servers.stop();
}
