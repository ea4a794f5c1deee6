/** The tests that mutants of the guard are tried on: those beside it. */
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: { isolate: false, testTimeout: 120_000, include: ["src/guard/**/*.test.ts"] },
});
