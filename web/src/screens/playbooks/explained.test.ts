import { describe, expect, it } from "vitest";
import { explainedLines } from "./explained.ts";

const TEXT = `# Judge a mail

It begins when \`incident.type == "phishing"\`.

1. **Is it known?** Is it so that \`steps.domain.malicious\`? (judged)
   - If so:
      1. Hand it to soc.
`;

describe("the sentences of a playbook", () => {
  it("are told apart by what they are, with their depth", () =>
    expect(explainedLines(TEXT).map(({ kind, depth, mark }) => [kind, depth, mark])).toEqual([
      ["title", 0, ""],
      ["text", 0, ""],
      ["step", 0, "1."],
      ["way", 1, ""],
      ["step", 2, "1."],
    ]));

  it("keep what is code and what is strong apart from the words around it", () =>
    expect(explainedLines(TEXT)[2]?.parts).toEqual([
      { kind: "strong", text: "Is it known?" },
      { kind: "plain", text: " Is it so that " },
      { kind: "code", text: "steps.domain.malicious" },
      { kind: "plain", text: "? (judged)" },
    ]));

  it("lose nothing of a text whose marks do not close", () =>
    expect(
      explainedLines("a `b **c")[0]
        ?.parts.map(({ text }) => text)
        .join(""),
    ).toBe("a `b **c"));
});
