import { execFile } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { storedZip, wordDocument } from "../../../test/support/stored-zip.ts";

const CORDON = fileURLToPath(new URL("../../../bin/cordon.mjs", import.meta.url));
const EXAMPLE = fileURLToPath(new URL("../../../docs/examples/compromised-account.md", import.meta.url));

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "cordon-codify-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function cordon(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  return new Promise((resolve) => {
    execFile(CORDON, args, { timeout: 60_000, maxBuffer: 10_000_000 }, (error, out, err) =>
      resolve({ code: error === null ? 0 : Number(error.code ?? -1), out, err }),
    );
  });
}

describe("cordon codify", { timeout: 240_000 }, () => {
  test("writes a draft that the checker takes, with its report, and over nothing", async () => {
    const out = join(folder, "playbooks");
    const made = await cordon("codify", EXAMPLE, "--out", out, "--type", "intrusions/unprivileged-account-compromise");
    const target = join(out, "compromised-account", "playbook.yaml");
    expect(made).toMatchObject({ code: 0, err: "", out: expect.stringContaining(target) });
    expect(made.out).toContain(
      "Of 34 sentences 23 want something done: 12 are codified, 10 handed to a person and 1 left out.",
    );
    const report = readFileSync(join(out, "compromised-account", "README.md"), "utf8");
    expect(report).toContain("`intrusions/unprivileged-account-compromise` (you said so)");
    expect(await cordon("playbook", "check", join(out, "compromised-account"))).toMatchObject({ code: 0 });
    expect(await cordon("codify", EXAMPLE, "--out", out)).toMatchObject({
      code: 2,
      err: expect.stringContaining("is there already"),
    });
  });

  test("takes a folder, and says which file it could not read", async () => {
    const runbooks = join(folder, "runbooks");
    mkdirSync(join(runbooks, "more"), { recursive: true });
    writeFileSync(join(runbooks, "a.md"), "# Phishing\n\nOpen a ticket.\n");
    writeFileSync(join(runbooks, "more", "b.html"), "<h1>Phishing</h1><p>Notify the security team.</p>");
    writeFileSync(join(runbooks, "c.pdf"), "no PDF");
    const { code, out, err } = await cordon("--json", "codify", runbooks);
    expect({ code, err }).toEqual({ code: 1, err: expect.stringContaining("is no pdf") });
    const { counts, codified, refused } = JSON.parse(out);
    expect(counts).toEqual({ sentences: 4, codified: 2, handed: 0, leftOut: 0, nothing: 2 });
    expect(codified.map((one: { name: string }) => one.name)).toEqual(["phishing", "phishing-2"]);
    expect(refused).toEqual([
      { file: join(runbooks, "c.pdf"), code: "codify.unreadable", message: expect.any(String) },
    ]);
  });

  // The program runs without `__proto__`, which a library for these files sets; what is tried in this process would not know.
  test("reads a Word document as it runs, and says of a broken one what it is", async () => {
    const whole = wordDocument([
      ["Heading1", "Stolen laptop"],
      ["", "Isolate the device."],
    ]);
    writeFileSync(join(folder, "whole.docx"), whole);
    const { code, out, err } = await cordon("codify", join(folder, "whole.docx"));
    expect({ code, err, out }).toEqual({ code: 0, err: "", out: expect.stringContaining("endpoint.isolate") });
    for (const broken of [whole.subarray(0, whole.length / 2), storedZip({ "a.txt": "b" })]) {
      writeFileSync(join(folder, "broken.docx"), broken);
      const refused = await cordon("codify", join(folder, "broken.docx"));
      expect(refused.code).toBe(2);
      expect(refused.err.trim().split("\n")).toEqual([expect.stringContaining("is no Word document that can be read")]);
    }
  });

  test("refuses what it cannot read, and a type that is not there, and makes nothing", async () => {
    writeFileSync(join(folder, "old.doc"), Buffer.from("d0cf11e0a1b11ae1", "hex"));
    const nothing = join(folder, "nothing");
    expect(await cordon("codify", join(folder, "old.doc"), "--out", nothing)).toMatchObject({
      code: 2,
      err: expect.stringContaining("save it as .docx"),
    });
    expect(await cordon("codify", EXAMPLE, "--out", nothing, "--type", "fraud/phising")).toMatchObject({
      code: 2,
      err: expect.stringContaining("fraud/phishing"),
    });
    expect(await cordon("codify", join(folder, "gone.md"))).toMatchObject({
      code: 2,
      err: expect.stringContaining("There is no file"),
    });
    expect(existsSync(nothing)).toBe(false);
  });
});
