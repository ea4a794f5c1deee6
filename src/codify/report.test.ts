import { describe, expect, it } from "vitest";
import { codify } from "./codify.ts";
import { readMarkdown } from "./read/read-markdown.ts";
import { countsOf, fateText, reportPage } from "./report.ts";

const drafted = codify(readMarkdown("# A | *b*\n\nOpen a ticket.\n\nCall the owner.\n\nIt is late."), {
  file: "x/a.md",
  queue: "soc",
});

describe("the report", () => {
  it("counts every sentence once", () => {
    expect(countsOf(drafted.sentences)).toEqual({ sentences: 4, codified: 1, handed: 1, leftOut: 0, nothing: 2 });
  });

  it("says of each what became of it", () => {
    expect(drafted.sentences.map(fateText)).toEqual([
      "nothing to do: a heading",
      "codified as create_1",
      "handed to a person in people_1",
      "nothing to do: it orders nothing",
    ]);
  });

  it("is a page on which the runbook's text begins no markup of its own", () => {
    const page = reportPage(drafted, "a.md", "Map it.");
    expect(page).toContain("# A \\| b\n");
    expect(page).toContain("| line 3 | Open a ticket. | codified as create\\_1 |");
    expect(page).toContain(
      "Of 4 sentences 2 want something done: 1 are codified, 1 handed to a person and 0 left out. There is nothing to do in the other 2.",
    );
  });
});
