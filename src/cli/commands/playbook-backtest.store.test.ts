import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { TestApi } from "../../../test/support/api.ts";
import { runCommand } from "../../../test/support/command-line.ts";
import { startTestServer } from "../../../test/support/http-server.ts";
import { inForce, seedPastRun } from "../../../test/support/past-rows.ts";
import { seedIncident } from "../../../test/support/seed.ts";
import { type ServedApi, servedApi } from "../../../test/support/served-api.ts";
import { newBacktestSum } from "../../playbook/backtest-sum.ts";

const CORDON = fileURLToPath(new URL("../../../bin/cordon.mjs", import.meta.url));
const SOURCE = `playbook: watched
title: Watched
description: For tests
maturity: stable
trigger: "true"
default-queue: soc
steps:
  - id: suspend
    action: identity.suspend-user
    with: { user: "=incident.users[0]" }
    for: 4h
  - end: true-positive
    reason: done
`;
const LONGER = SOURCE.replace("4h", "8h");

let api: TestApi;
let served: ServedApi;
let folder: string;
let env: Record<string, string>;
beforeAll(async () => {
  served = await servedApi(["engineer"]);
  ({ api, folder, env } = served);
  mkdirSync(join(folder, "watched"));
  const { database, workspaceId } = api.store;
  const pinned = { workspaceId, ...(await inForce(database, workspaceId, SOURCE)) };
  for (const entityKey of ["ann@example.com", "bob\u202e@example.com"]) {
    const { id: incidentId } = await seedIncident(database, workspaceId, { entityKey });
    await seedPastRun(database, { ...pinned, incidentId }, () => undefined);
  }
});
afterAll(() => served?.close());

function backtest(source: string, ...args: string[]) {
  writeFileSync(join(folder, "watched", "playbook.yaml"), source);
  return runCommand(["playbook", "backtest", join(folder, "watched"), ...args], env);
}

describe("cordon playbook backtest", { timeout: 60_000 }, () => {
  test("says in sum and by incident what would change, with text of incidents made safe", async () => {
    const { code, out, err } = await backtest(LONGER);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toMatch(/playbook: +watched, beside version 1/);
    expect(out).toMatch(/changed: +2 \(100%\): effects 2/);
    expect(out).toMatch(/identity\.suspend-user +2 +2/);
    expect(out).toContain(
      "+identity.suspend-user ann@example.com for 8h, -identity.suspend-user ann@example.com for 4h",
    );
    expect(out).toContain("bob\\u202e@example.com");
  });

  test("answers one JSON value, and passes what changes nothing", async () => {
    const { code, out } = await backtest(SOURCE, "--json", "--max-changed", "0", "--fail-on", "outcome,unanswered");
    expect(code).toBe(0);
    const sum = { incidents: 2, same: 2, changed: 0, newEffects: 0 };
    expect(JSON.parse(out)).toMatchObject({ ok: true, exceeded: [], inForce: 1, sum, incidents: [] });
  });

  test("says that nothing was compared, so that a limit that holds for nothing is seen", async () => {
    const { code, out } = await backtest(LONGER, "--until", "2001-01-01T00:00:00Z", "--max-changed", "0");
    expect(code).toBe(0);
    expect(out).toContain("Nothing was compared: there is no incident");
  });

  test("fails beyond a limit, and says which", async () => {
    const { code, out } = await backtest(LONGER, "--max-changed", "5%", "--max-new-effects", "1", "--json");
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({
      ok: false,
      exceeded: [
        "changed incidents: 2 (100%), and at most 5% are allowed",
        "new effects: 2 (100%), and at most 1 are allowed",
      ],
    });
  });

  test("writes every incident to a new file, and over none that is there", async () => {
    const file = join(folder, "all.ndjson");
    expect((await backtest(SOURCE, "--out", file)).code).toBe(0);
    const lines = readFileSync(file, "utf8").trimEnd().split("\n");
    expect(lines.map((line) => JSON.parse(line) as object)).toMatchObject([{ number: 1, changed: [] }, { number: 2 }]);
    expect(await backtest(SOURCE, "--out", file)).toMatchObject({
      code: 2,
      err: expect.stringContaining("is there already"),
    });
  });

  test("says what is wrong with a draft before anything is asked, and with an option", async () => {
    const file = join(folder, "never.ndjson");
    const broken = await backtest(SOURCE.replace("incident.users", "incident.user"), "--out", file);
    expect(broken).toMatchObject({ code: 2, out: expect.stringMatching(/playbook\.yaml:10:\d+ error .*users/) });
    expect(existsSync(file)).toBe(false);
    expect(await backtest(SOURCE, "--max-changed", "most")).toMatchObject({
      code: 2,
      err: expect.stringContaining("a share such as 5%"),
    });
  });

  test.each([
    ["is killed", (response: ServerResponse) => response.destroy()],
    ["ends without its sum", (response: ServerResponse) => response.end()],
  ])("never takes half of it for the whole when the server %s", async (how, ends) => {
    const dying = await startTestServer((_request, response) => {
      response.writeHead(200, { "content-type": "application/x-ndjson" });
      response.write(`${JSON.stringify({ kind: "progress", done: 10, total: 1000, sum: newBacktestSum().sum() })}\n`);
      setTimeout(() => ends(response), 100);
    });
    const [path, output] = [join(folder, "watched"), join(folder, `${how}.ndjson`)];
    writeFileSync(join(path, "playbook.yaml"), SOURCE);
    const broken = await runCommand(["playbook", "backtest", path, "--out", output], { ...env, CORDON_URL: dying.url });
    await dying.close();
    expect(broken).toMatchObject({ code: 1, out: "" });
    expect(broken.err).toMatch(/10 of 1000 incidents.*\nThe backtest broke off\. Nothing was changed by it/);
  });

  test("stops at Ctrl-C, says what was seen up to then, and leaves the server alone", async () => {
    const none = { allow: 0, ask: 0, refuse: 0 };
    const decisions = { inForce: none, draft: none, tried: null, capabilities: [], budgets: "left-out" };
    const sum = { ...newBacktestSum().sum(), decisions };
    let closed: () => void = () => {};
    const left = new Promise<void>((resolve) => {
      closed = resolve;
    });
    const slow = createServer((_request, response) => {
      response.on("close", closed);
      response.writeHead(200, { "content-type": "application/x-ndjson" });
      response.write(
        `${JSON.stringify({ kind: "progress", done: 10, total: 1000, sum: { ...sum, incidents: 10, same: 10 } })}\n`,
      );
    });
    await new Promise<void>((resolve) => slow.listen(0, "127.0.0.1", resolve));
    const { port } = slow.address() as AddressInfo;
    writeFileSync(join(folder, "watched", "playbook.yaml"), SOURCE);
    const child = spawn(CORDON, ["playbook", "backtest", join(folder, "watched")], {
      env: { PATH: process.env.PATH ?? "", ...env, CORDON_URL: `http://127.0.0.1:${port}` },
    });
    const said = { out: "", err: "" };
    child.stdout.on("data", (text) => {
      said.out += String(text);
    });
    child.stderr.on("data", (text) => {
      said.err += String(text);
      if (said.err.includes("10 of 1000 incidents")) child.kill("SIGINT");
    });
    const code = await new Promise((resolve) => child.on("exit", resolve));
    await left;
    slow.close();
    expect(code).toBe(130);
    expect(said.out).toMatch(/incidents: +10\n[\s\S]*Stopped before the end; nothing was changed\./);
  });
});
