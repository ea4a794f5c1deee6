/** The command line given what nobody means to give it: an exit code and words with the place, never a stack, never a control character. */
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sourceConnections } from "../../range/connections.ts";
import { startWay, type Way } from "../support/way.ts";
import { HOSTILE_TEXTS } from "./hostile-values.ts";

const CORDON = fileURLToPath(new URL("../../bin/cordon.mjs", import.meta.url));

let way: Way;
let folder: string;
let env: Record<string, string>;
beforeAll(async () => {
  way = await startWay();
  const okta = (await sourceConnections()).find(({ name }) => name === "okta")!;
  await way.api.connect(okta.name, okta.connector, okta.settings);
  const { token } = await way.api.call<{ token: string }>("POST", "/v1/tokens", { name: "hostile", roles: ["admin"] });
  folder = mkdtempSync(join(tmpdir(), "cordon-hostile-"));
  env = { CORDON_URL: way.serving.url, CORDON_TOKEN: token, CORDON_CREDENTIALS: join(folder, "none.json") };
}, 90_000);
afterAll(async () => {
  await way?.stop();
  rmSync(folder, { recursive: true, force: true });
});

interface Outcome {
  code: number;
  out: string;
  err: string;
}

function cordon(args: string[], input = ""): Promise<Outcome> {
  return new Promise((resolve) => {
    const { PATH = "", HOME = "" } = process.env;
    const child = execFile(CORDON, args, { env: { PATH, HOME, ...env }, timeout: 30_000 }, (error, out, err) => {
      resolve({ code: error === null ? 0 : Number(error.code ?? -1), out, err });
    });
    child.stdin?.on("error", () => {});
    child.stdin?.end(input);
  });
}

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  mkdirSync(join(path, ".."), { recursive: true });
  writeFileSync(path, content);
  return path;
}

/** Refused in words: a code that says who must act, no stack trace, nothing that a terminal would obey. */
function expectRefused({ code, out, err }: Outcome): void {
  expect([1, 2, 3, 4]).toContain(code);
  expect(out + err).toMatch(/\w/);
  expect(err).not.toMatch(/Something is wrong in this program|^\s+at .*:\d+:\d+|DEP\d+/m);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must not be there.
  expect(out + err).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
}

const texts = HOSTILE_TEXTS.filter((text) => text.length > 1 && text.length < 2_000 && !text.includes("\0"));

describe("hostile arguments", () => {
  test("where a number or an id belongs", { timeout: 120_000 }, async () => {
    for (const text of texts) expectRefused(await cordon(["incidents", "show", "--", text]));
  });

  test.each(
    [
      ["incidents", "list", "--severity", "{{ incident.id }}"],
      ["incidents", "list", "--limit", "-1e999"],
      ["incidents", "list", "--cursor", "../../etc/passwd"],
      ["runs", "show", "__proto__"],
      ["approvals", "approve", "constructor"],
      ["containment", "extend", "x", "--for", "999999999999h"],
      ["connections", "test", "\u001b[2J\u202e"],
      ["ingest", "file", "/dev/null", "--connection", "okta"],
      ["ingest", "file", "/nowhere/at/all", "--connection", "okta"],
      ["ingest", "file", "/", "--connection", "okta"],
      ["ingest", "file", "-", "--connection", "../../../v1/tokens"],
      ["--url", "javascript:alert(1)", "incidents", "list"],
      ["--url", "http://[::1", "incidents", "list"],
      ["\u001b]0;title\u0007"],
      ["toString"],
    ].map((args) => [args]),
  )("%j", async (args) => expectRefused(await cordon(args, "{}")));
});

describe("hostile files", () => {
  test("of alerts", { timeout: 120_000 }, async () => {
    const files: [string, string | Uint8Array][] = [
      ["truncated.json", '{"uuid": "1", "eventType": "user.ses'],
      ["not-utf8.json", Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d])],
      ["deep.json", "[".repeat(100_000)],
      ["bomb.gz", gzipSync(Buffer.alloc(60_000_000, 0x20))],
      ["cut.gz", gzipSync('{"uuid":"1"}').subarray(0, 12)],
      ["wrong.json", JSON.stringify({ uuid: {}, eventType: [], published: "\u001b[2J" })],
      ["large.json", `{"uuid":"${"x".repeat(50_000_000)}"}`],
    ];
    for (const [name, content] of files)
      expectRefused(await cordon(["ingest", "file", file(name, content), "--connection", "okta"]));
  });

  test("of playbooks, taxonomies and policies, checked and applied", { timeout: 120_000 }, async () => {
    const yaml = "playbook: \u001b[2J{{ x }}\nsteps: &a [*a]\n__proto__: 1\n";
    expectRefused(await cordon(["playbook", "check", join(file("pb/playbook.yaml", yaml), "..")]));
    expectRefused(await cordon(["playbook", "apply", join(file("pb/playbook.yaml", yaml), "..")]));
    expectRefused(
      await cordon(["playbook", "check", join(file("pb2/playbook.yaml", Buffer.from([0xff, 0xfe, 0x00])), "..")]),
    );
    file("tax/taxonomy.yaml", "taxonomy: ['\u202e'\n");
    file("tax/types/a.yaml", "- {");
    expectRefused(await cordon(["taxonomy", "check", join(folder, "tax")]));
    expectRefused(await cordon(["taxonomy", "apply", join(folder, "tax")]));
    file("pol/a.cedar", '@id("\u001b[2J") permit (principal, action, resource) when { "__proto__".x };');
    expectRefused(await cordon(["policy", "check", join(folder, "pol")]));
    expectRefused(await cordon(["policy", "apply", join(folder, "pol")]));
    mkdirSync(join(folder, "loop"));
    symlinkSync(join(folder, "loop"), join(folder, "loop", "playbook.yaml"));
    expectRefused(await cordon(["playbook", "check", join(folder, "loop")]));
  });
});
