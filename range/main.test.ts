import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { expect, it } from "vitest";

const MAIN = new URL("./main.ts", import.meta.url).pathname;

it("runs the range in a process of its own, says where, and ends when told", async () => {
  const child = spawn(process.execPath, [MAIN, "--port-base", "0", "--token", "given"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [line] = (await once(child.stdout, "data")) as [Buffer];
  const said = JSON.parse(line.toString()) as { simulated: boolean; parts: Record<string, string> };
  expect(said.simulated).toBe(true);
  expect(said).not.toHaveProperty("token");
  const answer = await fetch(`${said.parts.identity}/_range/state`, { headers: { authorization: "Bearer given" } });
  expect(answer.status).toBe(200);
  child.kill("SIGTERM");
  expect(await once(child, "exit")).toEqual([0, null]);
});

it("refuses a port that is none with a word on what is expected", () => {
  const { status, stderr } = spawnSync(process.execPath, [MAIN, "--port-base", "x"], { encoding: "utf8" });
  expect(status).toBe(2);
  expect(stderr).toContain("--port-base must be");
});
