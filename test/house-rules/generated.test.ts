/** What is generated is generated again when its sources change. */
import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { ROOT } from "./tree.ts";

test("connectors/index.ts is what scripts/generate-registry.mjs writes", () => {
  const { status, stderr } = spawnSync(process.execPath, ["scripts/generate-registry.mjs", "--check"], {
    cwd: ROOT,
    encoding: "utf8",
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
});
