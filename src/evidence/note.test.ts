import { generateKeyPairSync } from "node:crypto";
import { describe, expect, it } from "vitest";
import { openCheckpoint, signCheckpoint } from "./checkpoint.ts";
import { keyText, openNote, parseKey, signNote } from "./note.ts";

function newKey(name: string) {
  const { publicKey, privateKey } = generateKeyPairSync("ed25519");
  return { name, publicKey: publicKey.export({ format: "der", type: "spki" }).subarray(-32), privateKey };
}
const key = newKey("cordon/audit/w");
const other = newKey("cordon/audit/w");
const at = new Date("2026-03-01T10:00:00Z");

describe("a key", () => {
  it("is one line of text, whose parts hang together", () => {
    const { name, publicKey } = key;
    expect(parseKey(`${keyText(key)}\n`)).toEqual({ name, publicKey });
    for (const text of ["", "a+b+c", keyText(key).replace("cordon", "gordon"), keyText(key).slice(0, -4)])
      expect(() => parseKey(text)).toThrow(/cordon audit key/);
  });

  it("reads as the example of the specification does", () => {
    // https://pkg.go.dev/golang.org/x/mod/sumdb/note, the key and note of its example
    const known = parseKey("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW");
    const note =
      "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n\n\u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";
    expect(openNote(note, [known])).toMatchObject({ by: known, at: undefined });
    expect(openNote(note.replace("answer", "Answer"), [known])).toEqual({
      wrong: "its signature does not fit its text",
    });
    // The same bytes, with other bits where Base64 has some left over.
    expect(openNote(note.replace("nAM=", "nAN="), [known])).toEqual({
      wrong: "a signature under its text is written in a way that nobody writes it",
    });
  });
});

describe("a note", () => {
  it("opens for who knows a key that signed it, and says why not", () => {
    const note = signNote("a\nb\n", key);
    expect(openNote(note, [other, key])).toMatchObject({ text: "a\nb\n", at: undefined });
    expect(openNote(note, [other])).toEqual({ wrong: "it is not signed with a key that is known here" });
    expect(openNote(note.replace("a\n", "c\n"), [key])).toEqual({ wrong: "its signature does not fit its text" });
    expect(openNote(`${note}x\n`, [key])).toEqual({ wrong: "a line under its text is no signature" });
    for (const text of ["", "a", "a\n\n", note.trimEnd(), `${note}${note.split("\n").at(-2)}\n`.repeat(20)])
      expect(openNote(text, [key])).toHaveProperty("wrong");
  });
});

describe("a checkpoint", () => {
  const root = Buffer.alloc(32, 7);
  const note = signCheckpoint({ size: 42, root, at }, key, key.name);

  it("is a note of origin, size and root, with its time signed beside", () => {
    expect(note.split("\n").slice(0, 4)).toEqual([key.name, "42", root.toString("base64"), ""]);
    expect(openCheckpoint(note, key.name, [key])).toEqual({ size: 42, root, at });
  });

  it("is refused when it is another log's, has another time, or none", () => {
    expect(openCheckpoint(note, "cordon/audit/v", [key])).toEqual({ wrong: "it is of another log" });
    const [text, plain, timed] = [note.slice(0, note.indexOf("\u2014")), ...note.split("\n").slice(4, 6)] as string[];
    expect(openCheckpoint(`${text}${plain}\n`, key.name, [key])).toEqual({ wrong: "its time is not signed" });
    const bytes = Buffer.from(timed!.split(" ").at(-1)!, "base64");
    bytes[11]! ^= 1;
    const later = `${text}${plain}\n\u2014 ${key.name} ${bytes.toString("base64")}\n`;
    expect(openCheckpoint(later, key.name, [key])).toEqual({ wrong: "its signature does not fit its text" });
    expect(openCheckpoint(signNote(`${key.name}\n042\nAA==\n`, key, at), key.name, [key])).toHaveProperty("wrong");
  });
});
