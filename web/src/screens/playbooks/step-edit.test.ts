import { describe, expect, it } from "vitest";
import { movedStep, withoutStep, withStepAfter } from "./step-edit.ts";

const TEXT = `playbook: a
steps:
  - id: first
    action: intel.lookup-domain

  # Why it is asked.
  - id: second
    if: steps.first.malicious
    then:
      - id: inner
        end: true-positive
        reason: |
          - not a step
    else: []
  - id: third
    handoff: soc
`;
const lineOf = (words: string, text = TEXT) => text.split("\n").findIndex((line) => line.includes(words)) + 1;
const ids = (text: string | null) => [...(text ?? "").matchAll(/- id: (\w+)/g)].map(([, id]) => id);

describe("steps edited by their lines", () => {
  it("are moved past their neighbours, with what is within and the comments above", () => {
    const down = movedStep(TEXT, lineOf("id: second"), 1)!;
    expect(ids(down)).toEqual(["first", "third", "second", "inner"]);
    expect(down).toMatch(/# Why it is asked\.\n {2}- id: second/);
    expect(ids(movedStep(TEXT, lineOf("id: second"), -1))).toEqual(["second", "inner", "first", "third"]);
  });

  it("come back to the same text when they are moved there and back", () => {
    const down = movedStep(TEXT, lineOf("id: second"), 1)!;
    expect(movedStep(down, lineOf("id: second", down), -1)).toBe(TEXT);
  });

  it("stay in their list", () => {
    expect(movedStep(TEXT, lineOf("id: first"), -1)).toBeNull();
    expect(movedStep(TEXT, lineOf("id: third"), 1)).toBeNull();
    expect(movedStep(TEXT, lineOf("id: inner"), 1)).toBeNull();
    expect(movedStep(TEXT, lineOf("playbook"), 1)).toBeNull();
  });

  it("are taken out whole, but never the only one of a list", () => {
    expect(ids(withoutStep(TEXT, lineOf("id: second")))).toEqual(["first", "third"]);
    expect(withoutStep(TEXT, lineOf("id: second"))).not.toContain("Why it is asked");
    expect(withoutStep(TEXT, lineOf("id: inner"))).toBeNull();
  });

  it("are put behind another, as deep as that", () => {
    const [text, line] = withStepAfter(TEXT, lineOf("id: inner"), ["id: added", "handoff: soc"])!;
    expect(ids(text)).toEqual(["first", "second", "inner", "added", "third"]);
    expect(text.split("\n").slice(line - 1, line + 1)).toEqual(["      - id: added", "        handoff: soc"]);
  });
});
