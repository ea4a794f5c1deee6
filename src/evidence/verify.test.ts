import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ALTERATION_KINDS, alter } from "../../test/support/audit-alterations.ts";
import { memoryLog } from "../../test/support/memory-log.ts";
import { parseKey } from "./note.ts";
import { newVerifier, type Verdict } from "./verify.ts";

const log = memoryLog(150, 20);
const keys = log.keys.map(parseKey);

function verdictOn(text: string, trusted = keys): Verdict {
  const verifier = newVerifier(trusted);
  const lines = text.split("\n");
  const rest = lines.pop() as string;
  for (const line of lines) verifier.line(line);
  if (rest !== "") verifier.line(rest, false);
  return verifier.end();
}

describe("an exported log", () => {
  it("holds, whole or any part of it, with nothing but the file and the key", async () => {
    const range = fc.tuple(fc.nat(150), fc.nat(150)).map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const);
    await fc.assert(
      fc.asyncProperty(range, async ([first, next]) => {
        const verdict = verdictOn(await log.exported(first, next));
        expect(verdict).toMatchObject({ sound: true, problems: [], first, next, size: 150, entries: next - first });
      }),
    );
    const whole = verdictOn(await log.exported(0, 150), []);
    expect(whole).toMatchObject({ sound: true, checkpoints: 8, keys: log.keys, keysFromFile: true });
    expect(whole.until).toBe("2026-03-01T10:02:29.000Z");
  });

  it("does not hold for who knows another key, however whole it is", async () => {
    const verdict = verdictOn(await log.exported(0, 150), memoryLog(1, 1).keys.map(parseKey));
    expect(verdict.sound).toBe(false);
    expect(verdict.problems[0]).toMatchObject({
      what: "checkpoint",
      message: expect.stringContaining("not signed with a key that is known"),
    });
  });

  it.each(ALTERATION_KINDS)("does not survive that somebody does this: %s", async (kind) => {
    const text = await log.exported(13, 140);
    fc.assert(
      fc.property(fc.infiniteStream(fc.nat()), (numbers) => {
        const altered = alter(text, kind, (below) => (numbers.next().value as number) % below);
        const { sound, problems } = verdictOn(altered.text);
        expect(sound).toBe(false);
        const named = altered.touched.some((index) =>
          problems.some(({ first, last }) => first !== null && first <= index && index <= last!),
        );
        if (altered.touched.length > 0) expect(named, JSON.stringify([altered.touched, problems])).toBe(true);
        else expect(problems[0]!.what).toBe("checkpoint");
      }),
      { numRuns: 25 },
    );
  });

  it("says in words what is wrong, and where", async () => {
    const lines = (await log.exported(0, 150)).trimEnd().split("\n");
    const said = (changed: string[]) => verdictOn(`${changed.join("\n")}\n`).problems.map(({ message }) => message);
    const at = (index: number) => lines.findIndex((line) => line.startsWith(`{"kind":"entry","index":${index},`));
    expect(said(lines.with(at(17), lines[at(17)]!.replace("corp.test", "corp.text")))).toEqual([
      "Entry 17 is not what was recorded: its content has another hash than the one beside it.",
    ]);
    expect(said(lines.toSpliced(at(17), 2))).toEqual(["The entries 17 to 18 are missing."]);
    expect(said(lines.toSpliced(at(149), 1))).toEqual(["The entry 149 is missing."]);
    expect(said(lines.slice(0, at(149)))).toEqual([
      "The entry 149 is missing.",
      "The export is cut off: it has no end.",
    ]);
    expect(said(lines.with(at(17), lines[at(18)]!).with(at(18), lines[at(17)]!))).toEqual([
      "Entries 17 and 18 have changed places.",
    ]);
    const gone = JSON.stringify({ ...JSON.parse(lines[at(17)]!), entry: null });
    expect(said(lines.with(at(17), gone))).toEqual(["Entry 17 is gone from the database; only its hash is left."]);
    expect(said(lines.with(0, lines[0]!.replace('"from":null', '"from":"2026-01-01T00:00:00Z"')))).toEqual([
      "The file is not the one that was exported: the lines before its end are others than those that were signed.",
    ]);
    expect(said([...lines, lines[5]!])).toEqual(["There is more after the end of the export."]);
  });

  it("is told from other files", () => {
    for (const text of ["", "{}\n", "[1]\n", '{"kind":"log","version":2}\n', '{"kind":"log","version":1,"first":-1}\n'])
      expect(() => verdictOn(text)).toThrow(/no exported audit log/);
  });

  it("is read to its end whatever stands in it", async () => {
    const lines = (await log.exported(0, 20)).trimEnd().split("\n");
    const value = fc.oneof(fc.jsonValue(), fc.constant("deep"));
    fc.assert(
      fc.property(
        fc.nat(),
        fc.constantFrom("index", "leafHash", "subtrees", "entry", "note", "proof", "from", "hashes", "kind"),
        value,
        (n, key, any) => {
          const at = 1 + (n % (lines.length - 1));
          const changed = JSON.stringify({ ...JSON.parse(lines[at]!), [key]: any });
          const text = lines.with(at, changed.replace('"deep"', `${"[".repeat(5000)}${"]".repeat(5000)}`)).join("\n");
          expect(verdictOn(`${text}\n`)).toHaveProperty("sound");
        },
      ),
    );
  });
});
