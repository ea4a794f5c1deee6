import { startTestServer } from "./postgres.ts";

/** vitest globalSetup: the tests' Postgres runs from before the first test until after the last. */
export default async function setup(): Promise<() => Promise<void>> {
  const server = await startTestServer();
  return () => server.stop();
}
