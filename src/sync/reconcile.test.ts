import { describe, expect, it } from "vitest";
import { type Agreed, agreeAfter, decide, type Fields, NOTHING_AGREED, type Situation } from "./reconcile.ts";

const open: Fields = { status: "in-progress", disposition: "unknown" };
const agreed: Agreed = { ...NOTHING_AGREED, ...open, seen: open };
const at = (more: Partial<Situation>): Situation => ({
  agreed,
  here: open,
  there: open,
  by: {},
  speaks: true,
  ...more,
});
const nothing = { push: {}, apply: {}, noted: {}, conflicts: [] };

describe("deciding what is told to whom", () => {
  it("does nothing while neither side changed", () => expect(decide(at({}))).toEqual(nothing));

  it("applies here what changed there alone, and pushes there what changed here alone, field by field", () => {
    const both = at({ here: { ...open, disposition: "true-positive" }, there: { ...open, status: "closed" } });
    expect(decide(both)).toEqual({ ...nothing, push: { disposition: "true-positive" }, apply: { status: "closed" } });
  });

  it("keeps a person's edit here against one there, and lets a machine's give way; both leave a conflict", () => {
    const here: Fields = { ...open, status: "resolved" };
    const there: Fields = { ...open, status: "on-hold" };
    const conflict = { field: "status", here: "resolved", there: "on-hold" };
    expect(decide(at({ here, there, by: { status: "person" } }))).toEqual({
      ...nothing,
      push: { status: "resolved" },
      conflicts: [{ ...conflict, kept: "here" }],
    });
    expect(decide(at({ here, there, by: { status: "machine" } }))).toEqual({
      ...nothing,
      apply: { status: "on-hold" },
      conflicts: [{ ...conflict, kept: "there" }],
    });
  });

  it("sees no conflict where both sides came to the same word, or to resolved and closed", () => {
    expect(decide(at({ here: { ...open, status: "on-hold" }, there: { ...open, status: "on-hold" } }))).toEqual(
      nothing,
    );
    expect(decide(at({ here: { ...open, status: "closed" }, there: { ...open, status: "resolved" } }))).toEqual(
      nothing,
    );
  });

  it("takes an empty disposition there for no word", () => {
    const judged: Fields = { ...open, disposition: "benign" };
    const situation = at({ agreed: { ...agreed, ...judged, seen: judged }, here: judged, there: open });
    expect(decide(situation)).toEqual(nothing);
  });

  it("only notes what one of several open alerts was given there", () => {
    expect(decide(at({ speaks: false, there: { ...open, status: "closed" } }))).toEqual({
      ...nothing,
      noted: { status: "closed" },
    });
  });

  it("tells a value that came back to the old one when a write over the other side's edit was lost in between", () => {
    const lost = { ...agreed, seen: { ...open, status: "closed" as const }, writing: { status: "on-hold" as const } };
    expect(decide(at({ agreed: lost, there: { ...open, status: "closed" } }))).toEqual({
      ...nothing,
      push: { status: open.status },
    });
  });

  it("knows its own write again after a crash, in the words of a system with one end only", () => {
    const writing = { ...agreed, writing: { status: "closed" as const } };
    const here: Fields = { ...open, status: "closed" };
    expect(
      decide(at({ agreed: writing, here, there: { ...open, status: "resolved" }, by: { status: "machine" } }))
        .conflicts,
    ).toEqual([]);
  });
});

describe("what is agreed after a push", () => {
  const closed: Fields = { ...open, status: "closed" };
  const situation = at({ here: closed });
  const decision = decide(situation);

  it("is what was pushed, as the other system shows it", () => {
    const after: Fields = { ...open, status: "resolved" };
    expect(agreeAfter(situation, decision, after, 7)).toMatchObject({
      status: "closed",
      seen: { status: "resolved" },
      upTo: 7,
    });
  });

  it("stays told when the system knows no such word", () => {
    expect(agreeAfter(situation, decision, open, 7)).toMatchObject({
      status: "closed",
      seen: { status: "in-progress" },
    });
  });

  it("leaves an edit made in between to be found as one", () => {
    const edited: Fields = { ...open, status: "on-hold" };
    const next = agreeAfter(situation, decision, edited, 7);
    expect(decide(at({ agreed: next, here: closed, there: edited }))).toEqual({
      ...nothing,
      apply: { status: "on-hold" },
    });
  });
});
