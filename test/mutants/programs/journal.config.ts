/** The tests that mutants of the effect journal are tried on. */
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    testTimeout: 120_000,
    hookTimeout: 120_000,
    fileParallelism: false,
    globalSetup: ["test/support/global-postgres.ts"],
    include: [
      "src/respond/perform.test.ts",
      "src/respond/{run-kind,breaker,asking,freeze,protected,stage,give-back,other-names}.store.test.ts",
      "src/store/{lease,effect-journal,effect-settle,budget}.store.test.ts",
      "src/api/response.store.test.ts",
    ],
  },
});
