/** Going back to an earlier taxonomy and to earlier policies, at the terminal. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type TestApi, testApi } from "../../test/support/api.ts";
import { runCommand } from "../../test/support/command-line.ts";
import { type Served, serveApi } from "../api/serve.ts";
import { prepareInstallation } from "../first-start.ts";

interface File {
  file: string;
  text: string;
}

let api: TestApi;
let served: Served;
let folder: string;
let env: Record<string, string>;
beforeAll(async () => {
  api = await testApi();
  const { workspaceId } = await prepareInstallation(api.store.database);
  served = await serveApi(api.app, { host: "127.0.0.1", port: 0 });
  folder = mkdtempSync(join(tmpdir(), "cordon-restore-"));
  const token = await api.store.addToken(["engineer"], { workspaceId });
  env = { CORDON_URL: served.url, CORDON_TOKEN: token, CORDON_CREDENTIALS: join(folder, "none.json") };
});
afterAll(async () => {
  await served?.close();
  await api?.close();
  rmSync(folder, { recursive: true, force: true });
});

const cordon = (...args: string[]) => runCommand(args, env);
const json = async (...args: string[]) => JSON.parse((await cordon(...args, "--json")).out);

/** Their files as they are in force, of which the first begins with a comment. */
function write(name: string, files: readonly File[]): string {
  for (const [place, { file, text }] of files.entries()) {
    const path = join(folder, name, file.replace(/^policies\//, ""));
    mkdirSync(join(path, ".."), { recursive: true });
    const mark = path.endsWith(".cedar") ? "//" : "#";
    writeFileSync(path, place === 0 ? `${mark} Ours.\n${text}` : text);
  }
  return join(folder, name);
}

describe("an earlier version", { timeout: 120_000 }, () => {
  test("policies of the past come in force once more, as a new version that says why", async () => {
    const first = (await json("policy", "show")) as { files: File[] };
    const ours = write("policies", first.files.slice(0, 1));
    expect(await cordon("policy", "apply", ours, "--reason", "Tried")).toMatchObject({ code: 0 });
    expect(await cordon("policy", "restore", "1")).toMatchObject({ code: 2, err: expect.stringContaining("--reason") });
    expect(await json("policy", "restore", "1", "--reason", "Too strict")).toEqual({
      ...{ number: 3, changed: true, findings: [], restored: 1 },
    });
    expect((await json("policy", "show")).files).toEqual(first.files);
    expect((await json("policy", "history")).items[0]).toMatchObject({ number: 3, reason: "Too strict" });
    const again = await cordon("policy", "restore", "3", "--reason", "Again");
    expect(again).toMatchObject({ code: 0, out: expect.stringContaining("Version 3 is the same") });
    expect(await cordon("policy", "restore", "9", "--reason", "Which?")).toMatchObject({ code: 2 });
  });

  test("a taxonomy of the past comes in force once more, with its comments", async () => {
    const { body } = await api.call("GET", "/v1/taxonomy/files", env.CORDON_TOKEN!);
    const ours = write("taxonomy", (body as { files: File[] }).files);
    expect(await cordon("taxonomy", "apply", ours, "--reason", "Said whose it is")).toMatchObject({ code: 0 });
    const restored = await cordon("taxonomy", "restore", "1", "--reason", "Nobody's");
    expect(restored).toMatchObject({ code: 0, err: "", out: expect.stringContaining("Version 3 is in force.") });
    const now = await api.call("GET", "/v1/taxonomy/files", env.CORDON_TOKEN!);
    expect(now.body).toMatchObject({ number: 3, reason: "Nobody's", files: (body as { files: File[] }).files });
  });
});
