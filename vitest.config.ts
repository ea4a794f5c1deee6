import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

/** One runner, several projects: what needs no database, what needs Postgres, and the heavier ones that .ci/run adds. */
const store = { globalSetup: ["test/support/global-postgres.ts"], testTimeout: 30_000, hookTimeout: 60_000 };
const heavy = { ...store, testTimeout: 180_000, hookTimeout: 180_000, fileParallelism: false };

export default defineConfig({
  test: {
    // One more than there are cores keeps all of them busy.
    maxWorkers: availableParallelism() + 1,
    projects: [
      {
        test: {
          name: "unit",
          testTimeout: 30_000, // properties are bounded in work, not in time: a busy machine is no fault
          isolate: false, // nothing replaces modules or globals, and loading them once takes a third of the time
          include: ["{src,connectors,range,playbooks,bin,web}/**/*.test.ts"],
          exclude: ["**/*.store.test.ts", "**/*.real.test.ts", "**/*.corpora.test.ts", "**/node_modules/**"],
        },
      },
      {
        test: {
          name: "store",
          include: ["{src,connectors,range,test/hostile}/**/*.store.test.ts"],
          ...store,
        },
      },
      { test: { name: "house", isolate: false, testTimeout: 120_000, include: ["test/house-rules/**/*.test.ts"] } },
      { test: { name: "way", include: ["test/way/**/*.test.ts"], ...heavy } },
      { test: { name: "real", include: ["{connectors,test}/**/*.real.test.ts"], ...heavy } },
      {
        test: {
          name: "browser",
          include: ["test/browser/**/*.browser.test.ts"],
          ...heavy,
          // Each with a server of its own; a file waits as often as it works.
          fileParallelism: true,
          maxWorkers: 2,
          globalSetup: ["test/support/global-console.ts"],
        },
      },
      { test: { name: "corpora", include: ["{src,connectors,test}/**/*.corpora.test.ts"], ...heavy } },
      { test: { name: "simulation", include: ["test/simulation/**/*.test.ts"], ...heavy, testTimeout: 840_000 } },
      {
        test: {
          name: "chaos",
          include: ["test/chaos/**/*.test.ts"],
          ...heavy,
          testTimeout: 1_200_000,
          // Each with an installation of its own, which waits for its leases' ends as often as it works.
          fileParallelism: true,
          maxWorkers: 2,
        },
      },
    ],
  },
});
