/** What people read: of a policy that is refused, of a budget, of a decision. Each text names what is wrong, where, and what to write instead. */
import { describe, expect, test } from "vitest";
import { budgetText } from "../model/budget.ts";
import { EntityAttributes } from "../model/entity.ts";
import { parseBudgets } from "./budget.ts";
import { compilePolicies } from "./compile-policies.ts";
import { decide } from "./decide.ts";
import { explainDecision } from "./explain.ts";
import { policyFindingText } from "./finding.ts";
import type { GuardRequest } from "./request.ts";

const WORLD = {
  capabilities: [
    { id: "identity.suspend-user", effect: "contain" as const },
    { id: "identity.revoke-sessions", effect: "eradicate" as const },
    { id: "chat.post-message", effect: "notify" as const },
  ],
  incidentTypes: new Set(["fraud/phishing"]),
};
const SUSPEND = 'permit (principal, action == Action::"identity.suspend-user", resource)';
const NEVER = "forbid (principal, action, resource)";
const TELL = '@id("tell") permit (principal, action in Action::"notify", resource);';

const said = (text: string, file = "p.cedar") =>
  compilePolicies([{ file, text }], WORLD).findings.map(policyFindingText);

describe("a policy that is refused is told, with its place, what is wrong and what to write", () => {
  test.each([
    [
      `@id("a")\n@why("x")\n@budget("1 per 1h")\n${SUSPEND};`,
      "p.cedar:2:1 @why is not an annotation that is read here. Known: @id, @reason, @budget, @budget_playbook, @budget_workspace, @fraction, @decision, @approvers, @approver_role, @not_by, @expires, @on_expiry, @queue. [guard.unknown-annotation]",
    ],
    [
      `@budget("1 per 1h")\n${SUSPEND};`,
      'p.cedar:1:1 The policy has no id. Write @id("…") before it, in lower-case letters, digits and dashes. [guard.missing-id]',
    ],
    [
      `@budget("1 per 1h")\n@id("A b")\n${SUSPEND};`,
      'p.cedar:2:1 "A b" is not an id. Write @id("…") before it, in lower-case letters, digits and dashes. [guard.missing-id]',
    ],
    [
      `@id("a")\n${NEVER};`,
      'p.cedar:1:1 A forbid says why, to the person it stops. Write @reason("…") before it. [guard.missing-reason]',
    ],
    [
      `@id("a")\n@reason("r")\n@queue("soc")\n${NEVER};`,
      "p.cedar:3:1 A forbid asks nobody: it holds always. Remove @queue. [guard.bad-terms]",
    ],
    [
      `@id("a")\n@reason("r")\n@fraction("1% of user per 1h")\n${NEVER};`,
      "p.cedar:3:1 A forbid has no budget: it holds always. Remove @fraction. [guard.bad-budget]",
    ],
    [
      `@id("a")\n@budget("1 per 1h")\n@expires("soon")\n${SUSPEND};`,
      'p.cedar:3:1 "soon" is not what @expires says. Write @expires("30m"), from 1m to 7d. [guard.bad-terms]',
    ],
    [
      `@id("a")\n@budget("many")\n@decision("ask")\n@on_expiry("proceed")\n${SUSPEND};`,
      'p.cedar:2:1 "many" is not a budget. Write @budget("5 per 1h"), @budget("1 at a time"), or several with commas: "5 per 1h, 20 per 1d". [guard.bad-budget]',
    ],
    [
      `@id("a")\n@on_expiry("proceed")\n@budget("1 per 1h")\n${SUSPEND};`,
      'p.cedar:2:1 What is done when nobody answers needs a bound. Write @decision("ask") and @budget("2 per 1d") beside it: so many are done unanswered, and no more. [guard.unbounded]',
    ],
    [
      `@id("a")\n@budget("1 per 1h")\n@decision("ask")\n${SUSPEND};`,
      'p.cedar:3:1 A person is asked each time, so that a budget counts nothing. Remove the budget, or write @on_expiry("proceed") if it bounds what is done unanswered. [guard.bad-budget]',
    ],
    [
      `${TELL}\n${TELL}`,
      'p.cedar:2:1 There is another policy with the id "tell". Give it an id of its own. [guard.duplicate-id]',
    ],
    [
      `@id("a") @budget("1 per 1h") ${SUSPEND}\nwhen { context.incidentType == "fraud/fishing" };`,
      'p.cedar:2:32 "fraud/fishing" is never a value of incidentType: the comparison decides nothing. Known: fraud/phishing. [guard.unknown-value]',
    ],
    [
      `@id("a") @budget("1 per 1h") ${SUSPEND}\nwhen { context.incidentClass == "theft" };`,
      'p.cedar:2:33 "theft" is never a value of incidentClass: the comparison decides nothing. Known: fraud. [guard.unknown-value]',
    ],
    [
      '@id("a") permit (principal, action, resource);',
      'p.cedar:1:1 The policy permits identity.revoke-sessions, identity.suspend-user without a bound. Write @budget("5 per 1h") beside it, or @decision("ask") to ask each time, or name only actions that do not contain or eradicate. [guard.unbounded]',
    ],
    [
      `@id("a") @budget("1 at a time") ${SUSPEND};`,
      'p.cedar:1:1 The policy bounds identity.suspend-user at a time alone, so that what is given back soon could be done without end. Write @budget("5 per 1h") beside it, or @decision("ask") to ask each time, or name only actions that do not contain or eradicate. [guard.unbounded]',
    ],
    [
      `@id("a") @decision("ask") @on_expiry("proceed") @budget("1 at a time") ${SUSPEND};`,
      'p.cedar:1:27 What is done when nobody answers needs a bound. Write @decision("ask") and @budget("2 per 1d") beside it: so many are done unanswered, and no more. [guard.unbounded]',
    ],
  ])("%j", (text, finding) => expect(said(text)).toContain(finding));

  test("and what is right is told nothing", () => {
    expect(said(`${TELL}\n@id("a") @budget("1 per 1h") ${SUSPEND} when { context.incidentClass == "fraud" };`)).toEqual(
      [],
    );
  });

  test("in the order of files, lines and columns", () => {
    const bad = `permit (principal, action in Action::"notify", resource);`;
    const files = ["b.cedar", "a.cedar"].map((file) => ({ file, text: `${bad} ${bad}\n${bad}\n@why("x") ${bad}` }));
    const { findings } = compilePolicies(files, WORLD);
    expect(findings.map(({ file, line, column }) => `${file}:${line}:${column}`)).toEqual(
      ["a.cedar", "b.cedar"].flatMap((file) => ["1:1", "1:59", "2:1", "3:1", "3:1"].map((place) => `${file}:${place}`)),
    );
  });

  test("of a policy that does not parse only the first error is told", () => {
    expect(said('@id("a") permit (prncipal, acton, resorce);')).toHaveLength(1);
  });

  test("of the organization by the code of what it says wrongly", () => {
    const codeOf = (own: object) => {
      try {
        return compilePolicies([], { ...WORLD, own }).findings;
      } catch (error) {
        return (error as { code: string }).code;
      }
    };
    expect(codeOf({ networks: ["10.0.0.0/8", "10/8"] })).toBe("config.bad-network");
    expect(codeOf({ timeZone: "Mars/Olympus" })).toBe("config.bad-time-zone");
    expect(codeOf({ networks: ["10.0.0.0/8"], timeZone: "Europe/Berlin" })).toEqual([]);
  });
});

describe("a budget in words says how many in which time, in the largest unit that fits", () => {
  test.each([
    ["budget", "5 per 1h", "at most 5 an hour"],
    ["budget", "5 per 1w", "at most 5 a week"],
    ["budget", "5 per 90m", "at most 5 in 90 minutes"],
    ["budget", "5 per 48h", "at most 5 in 2 days"],
    ["budget", "0 per 14d", "at most 0 in 2 weeks"],
    ["budget", "1 at a time", "at most 1 at a time"],
    ["budget_playbook", "3 at a time", "at most 3 at a time"],
    ["budget_workspace", "20 per 1h", "at most 20 an hour, whatever is done"],
    ["fraction", "1% of device at a time", "at most 1% of every device at a time"],
    ["fraction", "2.5% of user per 30m", "at most 2.5% of every user in 30 minutes"],
    ["fraction", "100% of device per 4w", "at most 100% of every device in 4 weeks"],
  ] as const)("@%s(%j)", (annotation, text, words) =>
    expect(parseBudgets(annotation, text)!.map((rule) => budgetText(rule))).toEqual([words]),
  );

  test.each([
    ["budget", "5 per 31d"],
    ["budget", "5 at a time per 1h"],
    ["fraction", "2% of user"],
    ["budget", "5 per 1h,"],
    ["budget", "a5 per 1h"],
    ["fraction", "0% of user per 1h"],
    ["fraction", "100.5% of user per 1h"],
    ["fraction", "2% of user per 1h and more"],
  ] as const)("@%s(%j) is none", (annotation, text) => expect(parseBudgets(annotation, text)).toBeUndefined());
});

test("a decision is explained: who asked for what on whom, why, within which bounds, by which policies and where they stand", () => {
  const text = `@id("some") @reason("few are harmless") @budget("2 per 1d") ${SUSPEND};\n${TELL}`;
  const { policySet } = compilePolicies([{ file: "p.cedar", text }], WORLD);
  const plain: GuardRequest = {
    ...{ workspaceId: "w", capability: "identity.suspend-user", effectClass: "contain", at: new Date(0) },
    playbook: { name: "account-takeover", maturity: "stable" },
    entity: { type: "user", key: "ada", ...EntityAttributes.parse({}) },
    incident: { type: "fraud/phishing", severity: "high", severityId: 4, priority: "high", confidence: 50 },
  };
  const explained = (request: GuardRequest) =>
    explainDecision(policySet!, request, decide(policySet!, request)).split("\n");
  expect(explained(plain)).toEqual([
    "identity.suspend-user (contain) on user ada",
    "asked by playbook account-takeover (stable) for a high incident of type fraud/phishing",
    "Allowed by some (few are harmless).",
    "  at most 2 a day; beyond that a person is asked",
    "  permit some at p.cedar:1",
  ]);
  expect(explainDecision(policySet!, plain, decide(policySet!, plain), false).split("\n")[0]).toBe(
    "identity.suspend-user (contain) on user ada, which the inventory does not know",
  );
  const traits = { criticality: "high", privileged: true, serviceAccount: true, protected: true, tags: ["vip", "eu"] };
  const place = { department: "Finance", owner: "kim" };
  const grave = { ...plain, entity: { ...plain.entity, ...EntityAttributes.parse({ ...traits, ...place }) } };
  expect(explained(grave)[0]).toBe(
    "identity.suspend-user (contain) on user ada, high criticality, privileged, a service account, protected, of the department Finance, owned by kim, tagged vip, tagged eu",
  );
});
