import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import { TOOLS } from "./tools.ts";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));

it("models are asked and programs answered where no text becomes program, as the server runs", async () => {
  const start = "import('./bin/launch.mjs').then(({ launch }) => launch('../test/support/hardened.ts'))";
  const { stdout } = await promisify(execFile)(process.execPath, ["-e", start], { cwd: ROOT, timeout: 100_000 });
  expect(JSON.parse(stdout)).toEqual({
    ...{ text: '{"steps":["Look."]}', inputTokens: 100, made: ["m", "m", "m", "m", "m"] },
    ...{ tools: TOOLS.length, evaluates: false },
  });
}, 120_000);
