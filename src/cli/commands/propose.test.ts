import { Command } from "commander";
import { afterEach, expect, test, vi } from "vitest";
import { ModelLimits } from "../../model/model-settings.ts";
import { proposeCommands } from "./propose.ts";

afterEach(() => vi.restoreAllMocks());

test("waits longer for an answer than the server may wait for the model, so that the server says what came of it", async () => {
  const waits = vi.spyOn(AbortSignal, "timeout");
  vi.spyOn(globalThis, "fetch").mockImplementation(async () => Response.json({ message: "No." }, { status: 403 }));
  const longest = 300_000;
  expect(ModelLimits.safeParse({ timeoutMs: longest }).success).toBe(true);
  expect(ModelLimits.safeParse({ timeoutMs: longest + 1 }).success).toBe(false);
  for (const asked of [
    ["summary", "1"],
    ["filter", "grave ones"],
    ["playbook", import.meta.filename, "--name", "x"],
  ]) {
    const cordon = new Command("cordon").exitOverride().option("--json").option("--url <url>");
    proposeCommands(cordon);
    await expect(cordon.parseAsync(["propose", ...asked], { from: "user" })).rejects.toThrow("No.");
  }
  expect(waits.mock.calls.map(([ms]) => ms > 2 * longest)).toEqual([true, true, true]);
});
