import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readSentence } from "./read-sentence.ts";

/** A reading in short: its mood, its orders, and what frames them. */
function shortOf(text: string): string {
  const { mood, orders, condition, branch, delayMs, each, approval, parallel, either } = readSentence(text);
  const frame = [
    condition === null ? "" : `${condition.unless ? "unless" : "if"} <${condition.text}>`,
    branch ?? "",
    delayMs === null ? "" : `after ${delayMs / 60_000}m`,
    each === null ? "" : `each <${each}>`,
    approval ? "approved" : "",
    parallel ? "parallel" : "",
    either ? "either" : "",
  ];
  return [mood, ...frame.filter((word) => word !== ""), ...orders.map((order) => `> ${order}`)].join(" ");
}

describe("an order", () => {
  it.each([
    ["Disable the account.", "order > Disable the account."],
    ["3. [SOC] Immediately isolate the host", "order > isolate the host"],
    ["RA3101: Block external IP address", "order > Block external IP address"],
    ["The analyst should immediately isolate the host.", "order > isolate the host."],
    ["The affected account must be disabled at once.", "order > disable the affected account at once."],
    ["It is important to preserve logs.", "order > preserve logs."],
    [
      "Disable the account, revoke its sessions, and then notify the team.",
      "order > Disable the account > revoke its sessions > notify the team.",
    ],
    ["Collect users, groups, and access rights.", "order > Collect users, groups, and access rights."],
    ["Suspend or delete the account.", "order either > Suspend > delete the account."],
    ["In parallel, notify the team.", "order parallel > notify the team."],
  ])("%s", (text, short) => expect(shortOf(text)).toBe(short));
});

describe("a condition", () => {
  it.each([
    ["If the user did not sign in, suspend the account.", "order if <the user did not sign in> > suspend the account."],
    [
      "Isolate the host unless it is a domain controller.",
      "order unless <it is a domain controller> > Isolate the host",
    ],
    [
      "If phishing is confirmed, but nobody clicked, close the ticket.",
      "order if <phishing is confirmed, but nobody clicked> > close the ticket.",
    ],
    ["If it is critical:", "statement if <it is critical>"],
    ["Otherwise, close the ticket.", "order else > close the ticket."],
    ["If yes, isolate it.", "order yes > isolate it."],
    ["No: close it.", "order no > close it."],
    ["After 30 minutes, check the logs.", "order after 30m > check the logs."],
    ["For each affected host: isolate it.", "order each <affected host> > isolate it."],
    ["Once approved by the owner, disable the account.", "order approved > disable the account."],
    ["Check whether the account is used if you can.", "order > Check whether the account is used if you can."],
    ["Notify regulators if necessary.", "suggestion > Notify regulators if necessary."],
  ])("%s", (text, short) => expect(shortOf(text)).toBe(short));
});

describe("what orders nothing", () => {
  it.each([
    ["Do not power off the host.", "prohibition"],
    ["Never disable the account of a service.", "prohibition > disable the account of a service."],
    ["Which hosts are affected?", "question"],
    ["Consider isolating the host.", "suggestion > isolate the host."],
    ["The host may already be clean.", "statement"],
    ["Log files of the firewall", "statement"],
    ["Access key committed to a public repository", "statement"],
    ["Contact information", "statement"],
    ["Make sure you can isolate a host.", "order > Make sure you can isolate a host."],
    ["Containment is critical in ransomware incidents.", "statement"],
    ["Note: Isolate the host is a capability.", "statement"],
    ["For more information, see the handbook.", "statement"],
    ["User information can be found in the finding.", "statement"],
    ["", "statement"],
  ])("%s", (text, short) => expect(shortOf(text)).toBe(short));

  it("is everything that is too long for a sentence", () => {
    expect(shortOf(`Isolate the host ${"and the host ".repeat(200)}`)).toBe("statement");
  });
});

it("any text is read, within bounds of time", () => {
  const piece = fc.constantFrom(
    "if",
    "and",
    "isolate",
    "or",
    ",",
    ":",
    "(",
    ")",
    "then",
    "unless",
    "the host",
    "be",
    "should",
    "?",
    "–",
    "for each",
    "1.",
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 300 }), (pieces) => {
      const { mood, orders } = readSentence(pieces.join(" "));
      expect(mood === "statement" && orders.length > 0).toBe(false);
    }),
  );
});
