/** A shadow is a run that did nothing: whoever asks for runs says whether shadows are meant, or stands here with the reason. */
import { describe, expect, test } from "vitest";
import { files, isTest } from "./tree.ts";

/** Statements that mean every run there is, or one that is named, by file. */
const EVERY_RUN: Readonly<Record<string, { statements: number; because: string }>> = {
  "src/engine/run-table.ts": { statements: 2, because: "the engine performs shadows as it does all runs" },
  "src/store/approval-answer.ts": { statements: 1, because: "one run by its id; shadows ask nobody" },
  "src/store/approval-separation.ts": { statements: 2, because: "one run by its id; shadows ask nobody" },
  "src/store/approval.ts": { statements: 1, because: "one run by its id; shadows ask nobody" },
  "src/store/being-undone.ts": { statements: 1, because: "an effect is read with its run, and a shadow has none" },
  "src/store/change-read.ts": { statements: 1, because: "the incident of one run by its id" },
  "src/store/form.ts": { statements: 2, because: "one run by its id; shadows ask nobody" },
  "src/store/incident-edit.ts": { statements: 1, because: "all of them end with their incident" },
  "src/store/incident-overview.ts": { statements: 1, because: "nothing is quiet while a shadow moves" },
  "src/store/lease-give-back.ts": { statements: 1, because: "an effect is read with its run, and a shadow has none" },
  "src/store/lease.ts": { statements: 1, because: "an effect is read with its run, and a shadow has none" },
  "src/store/orphan.ts": { statements: 1, because: "the run of an effect; shadows have none" },
  "src/store/past-facts.ts": { statements: 1, because: "its conditions, beside it, leave shadows out" },
  "src/store/past-incidents.ts": { statements: 1, because: "the run of an effect; shadows have none" },
  "src/store/retention-apply.ts": { statements: 1, because: "shadows go with their incident" },
  "src/store/run-watch.ts": { statements: 1, because: "shadows wait for the same events" },
  "src/store/sync-apply.ts": { statements: 1, because: "all of them end with their incident" },
};

/** Texts of the code that read the table of runs. */
function statementsIn(text: string): string[] {
  const texts = [...text.matchAll(/`(?:[^`\\]|\\.)*`|"(?:[^"\\\n]|\\.)*"/g)].map(([found]) => found);
  return texts.filter((found) => /\b(?:FROM|JOIN) runs\b/.test(found));
}

const among = files("src/**/*.ts").filter((file) => !isTest(file));
const unsaid = among.flatMap(({ path, text }) => {
  const count = statementsIn(text).filter((statement) => !/\bshadow\b/.test(statement)).length;
  return count === 0 ? [] : [{ path, count }];
});

describe("a statement over runs", () => {
  test("says whether shadows are meant, or is known to mean every run", () => {
    const known = Object.entries(EVERY_RUN).map(([path, { statements: count }]) => ({ path, count }));
    expect(unsaid).toEqual(known);
  });

  test("is found where it is", () => {
    expect(
      statementsIn('query("SELECT 1 FROM runs WHERE id = $1"); query(`SELECT 2\n  FROM a JOIN runs r ON true`)'),
    ).toHaveLength(2);
    expect(statementsIn("FROM runs in a comment")).toEqual([]);
  });
});
