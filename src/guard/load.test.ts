import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { loadPolicies } from "./load.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "cordon-policies-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const write = (name: string, content: string | Buffer) => writeFileSync(join(folder, name), content);
const refusal = (of: string) =>
  loadPolicies(of).then(
    () => "loaded",
    ({ code, message }: { code: string; message: string }) => `${code}: ${message.replaceAll(folder, "DIR")}`,
  );

describe("a folder of policies", () => {
  test("is read in the order of its files' names, and nothing else in it is", async () => {
    write("b.cedar", "// b");
    write("a.cedar", "// ä");
    write("notes.md", "no policy");
    expect(await loadPolicies(folder)).toEqual([
      { file: join(folder, "a.cedar"), text: "// ä" },
      { file: join(folder, "b.cedar"), text: "// b" },
    ]);
  });

  test("without policies, or that is not there, is refused: nothing could be done", async () => {
    write("notes.md", "no policy");
    expect(await refusal(folder)).toBe(
      "guard.unreadable: DIR holds no *.cedar files; without policies nothing could be done.",
    );
    expect(await refusal(join(folder, "elsewhere"))).toBe(
      "guard.unreadable: DIR/elsewhere cannot be read. Policies are *.cedar files in one folder.",
    );
  });

  test("with a file that is too large, or no text, is refused with its name and the way out", async () => {
    write("a.cedar", Buffer.alloc(1_000_000, "/"));
    expect(await refusal(folder)).toBe("loaded");
    write("a.cedar", Buffer.alloc(1_000_001, "/"));
    expect(await refusal(folder)).toBe(
      "guard.unreadable: DIR/a.cedar has 1000001 bytes; at most 1000000 are read. Split it.",
    );
    write("a.cedar", Buffer.from([0xff, 0xfe, 0x00]));
    expect(await refusal(folder)).toBe("guard.unreadable: DIR/a.cedar is not UTF-8. Save it as UTF-8.");
  });
});
