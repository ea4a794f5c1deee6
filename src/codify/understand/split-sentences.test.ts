import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { splitSentences } from "./split-sentences.ts";

describe("a text is split", () => {
  it.each([
    ["Open a ticket. Tell the team.", ["Open a ticket.", "Tell the team."]],
    ["Use a sandbox, e.g. Cuckoo or i.e. Your own.", ["Use a sandbox, e.g. Cuckoo or i.e. Your own."]],
    [
      "Check logs (did they click? Did they answer?) first. Then go on.",
      ["Check logs (did they click? Did they answer?) first.", "Then go on."],
    ],
    ["Version 2.4 of payload.exe runs. 3 hosts have it.", ["Version 2.4 of payload.exe runs.", "3 hosts have it."]],
    ["1. Open it. 2. Close it.", ["1. Open it.", "2. Close it."]],
    ['Ask "Was it you?" Then write it down!', ['Ask "Was it you?"', "Then write it down!"]],
    ["A title\nA sentence.", ["A title", "A sentence."]],
    ["Wait... and see. An unclosed ( stays. Here.", ["Wait... and see.", "An unclosed ( stays.", "Here."]],
  ])("%j", (text, sentences) => {
    expect(splitSentences(text)).toEqual(sentences);
  });

  it("into sentences that together are the text again", () => {
    const piece = fc.constantFrom("e.g.", "Stop.", "(", ")", "why?", "\n", "Go", "1.", " ", "!", "“Now.”", "x");
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const text = pieces.join(" ");
        const bare = (some: string) => some.replaceAll(/\s+/g, "");
        expect(bare(splitSentences(text).join(""))).toBe(bare(text));
      }),
    );
  });
});
