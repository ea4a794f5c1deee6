import { describe, expect, it } from "vitest";
import { smallPdf } from "../../../test/support/small-pdf.ts";
import { storedZip, wordDocument } from "../../../test/support/stored-zip.ts";
import type { Block } from "./document.ts";
import { kindByName, readRunbook } from "./read-runbook.ts";

/** A document in short: what each block is, where it stands, and its words. */
function shortOf(blocks: readonly Block[]): string[] {
  return blocks.flatMap((block) => {
    if (block.kind === "list")
      return block.items.flatMap((item) => shortOf(item.blocks).map((line) => `${item.checkbox ? "[]" : "-"} ${line}`));
    if (block.kind === "table")
      return [block.head, ...block.rows].map((row) => `row ${row.map(({ text }) => text).join(" | ")}`);
    return [`${block.kind === "heading" ? `h${block.level}` : block.kind} ${block.spot.number}: ${block.text}`];
  });
}

async function read(text: string | Uint8Array, file: string): Promise<string[]> {
  return shortOf((await readRunbook(Buffer.from(text), file, kindByName(file))).blocks);
}

describe("Markdown", () => {
  it("keeps headings, lists in lists, boxes to tick and tables, with their lines", async () => {
    const text =
      "# Phishing\n\nDo it.\nAt once.\n\n1. One\n   * Two\n2. [ ] Three\n\n| If | Do |\n|-|-|\n| a | b<br>c |\n";
    expect(await read(text, "a.md")).toEqual([
      "h1 1: Phishing",
      "paragraph 3: Do it. At once.",
      "- paragraph 6: One",
      "- - paragraph 7: Two",
      "[] paragraph 8: Three",
      "row If | Do",
      "row a | b\nc",
    ]);
  });

  it("parts a bold beginning from what it is the title of, and a gap from what it is in", async () => {
    expect(await read("**Scope the attack** Usually somebody tells. `TO-DO: tools` Go on.", "a.md")).toEqual([
      "paragraph 1: Scope the attack\nUsually somebody tells.\nTO-DO: tools\nGo on.",
    ]);
  });

  it("reads what is written in a fence, and leaves programs alone", async () => {
    expect(await read("```\n1. Patch it\n2. Log it\n```\n\n```sh\nrm -rf /tmp/x\n```\n", "a.md")).toEqual([
      "- paragraph 2: Patch it",
      "- paragraph 3: Log it",
      "code 7: rm -rf /tmp/x",
    ]);
  });

  it("reads a drawn tree as lists in lists", async () => {
    const drawn = "```text\nIs it used?\n│\n├── YES (seen)\n│     └── Disable it\n└── NO\n      └── Watch it\n```\n";
    expect(await read(drawn, "a.md")).toEqual([
      "- paragraph 2: Is it used?",
      "- - paragraph 4: YES (seen)",
      "- - - paragraph 5: Disable it",
      "- - paragraph 6: NO",
      "- - - paragraph 7: Watch it",
    ]);
  });

  it("passes comments and the settings of a site generator over, and keeps the numbers of lines", async () => {
    expect(await read("---\ntitle: x\n---\n<!-- no -->\n\nYes.\n", "a.md")).toEqual(["paragraph 6: Yes."]);
  });

  it.each([
    ["quotes in quotes", "> ".repeat(500)],
    ["an item far to the right", `${" ".repeat(500)}- `],
    ["a row of too many cells", "x|".repeat(500)],
  ])("refuses what nobody writes: %s", async (_what, line) => {
    await expect(read(`fine\n\n${line}x`, "a.md")).rejects.toMatchObject({
      code: "codify.too-deep",
      message: expect.stringMatching(/^Line 3 /),
    });
  });
});

describe("HTML", () => {
  it("keeps what is seen of a page", async () => {
    const page =
      "<head><title>no</title></head><nav>no</nav>\n<h2>Contain</h2>\n<p>Block <b>it</b>.<br>Now.</p><script>no()</script>\n<ul><li><input type=checkbox>Tick<ol><li>Inner</li></ol></li></ul><table><tr><th>If</th></tr><tr><td>x</td></tr></table><pre>a\nb</pre>";
    expect(await read(page, "a.html")).toEqual([
      "h2 2: Contain",
      "paragraph 3: Block it.\nNow.",
      "[] paragraph 4: Tick",
      "[] - paragraph 4: Inner",
      "row If",
      "row x",
      "code 4: a\nb",
    ]);
  });
});

describe("a Word document", () => {
  it("has the headings of its styles, and paragraphs that are counted", async () => {
    const bytes = wordDocument([
      ["Heading1", "Stolen laptop"],
      ["", "Isolate the device."],
    ]);
    expect(await read(bytes, "a.docx")).toEqual(["h1 1: Stolen laptop", "paragraph 2: Isolate the device."]);
  });

  it("is refused when it is none", async () => {
    await expect(read(storedZip({ "a.txt": "b" }), "a.docx")).rejects.toMatchObject({ code: "codify.unreadable" });
  });
});

describe("a PDF", () => {
  it("has headings where letters are larger, lists where lines begin with a mark, and paragraphs that go on", async () => {
    const bytes = smallPdf([
      [
        [20, 72, "Ransomware"],
        [11, 72, "Isolate the infected"],
        [11, 72, "hosts at once."],
        [11, 90, "- Open a ticket."],
        [11, 110, "- Tell the team."],
      ],
      [[11, 72, "Page two."]],
    ]);
    expect(await read(bytes, "a.pdf")).toEqual([
      "h1 1: Ransomware",
      "paragraph 1: Isolate the infected hosts at once.",
      "- paragraph 1: Open a ticket.",
      "- - paragraph 1: Tell the team.",
      "paragraph 2: Page two.",
    ]);
  });

  it("is refused with the reason: pictures without text, a password, no PDF", async () => {
    await expect(read(smallPdf([[]]), "scan.pdf")).rejects.toMatchObject({ code: "codify.no-text" });
    await expect(read(smallPdf([[[11, 72, "x"]]], { encrypted: true }), "a.pdf")).rejects.toMatchObject({
      code: "codify.encrypted",
    });
    await expect(read("%PDF-1.7 and nothing else", "a.pdf")).rejects.toMatchObject({ code: "codify.unreadable" });
  });
});

describe("other files are refused with what to do:", () => {
  it.each([
    ["a .doc of old", Buffer.from("d0cf11e0a1b11ae1", "hex"), "a.doc", "codify.unknown-kind"],
    ["an unknown ending", Buffer.from("x"), "a.xls", "codify.unknown-kind"],
    ["an archive that is named Markdown", storedZip({ a: "b" }), "a.md", "codify.unknown-kind"],
    ["text that is named PDF", Buffer.from("x"), "a.pdf", "codify.unreadable"],
    ["what is not UTF-8", Buffer.from([0xc3, 0x28]), "a.md", "codify.unreadable"],
    ["nothing", Buffer.from(" \n"), "a.md", "codify.no-text"],
    ["an empty file", Buffer.alloc(0), "a.md", "codify.no-text"],
    ["an empty PDF", Buffer.alloc(0), "a.pdf", "codify.no-text"],
    ["a file of one byte", Buffer.from("x"), "a.docx", "codify.unreadable"],
    ["more than anybody reads", Buffer.from("x".repeat(400_001)), "a.md", "codify.too-large"],
  ])("%s", async (_name, bytes, file, code) => {
    await expect(readRunbook(bytes, file, kindByName(file))).rejects.toMatchObject({ root: "input", code });
  });
});
