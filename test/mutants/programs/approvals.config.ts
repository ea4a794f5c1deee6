/** The tests that mutants of approvals are tried on. */
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    testTimeout: 120_000,
    hookTimeout: 120_000,
    fileParallelism: false,
    globalSetup: ["test/support/global-postgres.ts"],
    include: [
      "src/store/approval-answer.store.test.ts",
      "src/respond/{asking,ask-people}.store.test.ts",
      "src/api/{answer-by-link,answer-by-product,response,approvals}.store.test.ts",
    ],
  },
});
