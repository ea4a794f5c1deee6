import { expect, it } from "vitest";
import { budgetWords } from "./budget-words.ts";

it("says the budgets of a policy together, and whose they are where each playbook has its own", () => {
  const keys = [
    "mail/mail.quarantine/count/3600s",
    "mail/mail.quarantine/count/86400s",
    "own/x.y/count/3600s/phishing",
  ];
  expect(budgetWords(keys, ["at most 5 an hour", "at most 20 a day", "at most 2 an hour"])).toEqual([
    { policy: "mail", words: "at most 5 an hour, at most 20 a day" },
    { policy: "own", words: "at most 2 an hour by phishing" },
  ]);
});

it("does not guess what was recorded without words", () => {
  expect(budgetWords(["mail/mail.quarantine/count/3600s", "mail/mail.quarantine/count/86400s"])).toEqual([
    { policy: "mail", words: "counted" },
  ]);
});
