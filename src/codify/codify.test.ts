import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkPlaybook } from "../playbook/check.ts";
import type { WrittenStep } from "../playbook/written-form.ts";
import { writtenOf } from "../playbook/written-form-yaml.ts";
import { codify } from "./codify.ts";
import type { Drafted } from "./draft/draft-playbook.ts";
import { readMarkdown } from "./read/read-markdown.ts";
import { countsOf } from "./report.ts";

const EXAMPLE = fileURLToPath(new URL("../../docs/examples/compromised-account.md", import.meta.url));

function codified(text: string): Drafted {
  return codify(readMarkdown(text), { file: "runbook.md", queue: "soc" });
}

/** The steps in short: what each is, and what stands within it. */
function shortOf(steps: readonly WrittenStep[]): unknown[] {
  return steps.map((step) => {
    if ("action" in step) return step.action;
    if ("for-each" in step) return { [`each ${step["at-most"]}`]: shortOf(step.do as WrittenStep[]) };
    if ("if" in step)
      return { [`if ${step.if}`]: shortOf(step.then as WrittenStep[]), else: shortOf(step.else as WrittenStep[]) };
    if ("parallel" in step)
      return { parallel: (step.parallel as { steps: WrittenStep[] }[]).flatMap((branch) => shortOf(branch.steps)) };
    if ("resume" in step)
      return Object.values(step.resume as { [name: string]: { ask: string } }).map(({ ask }) => ask);
    return "end" in step ? `end ${step.end}` : "wait" in step ? `wait ${step.wait}` : "handoff";
  });
}

const stepsOf = (text: string) => shortOf(writtenOf(codified(text).source).steps).slice(0, -1);
const fatesOf = (text: string) => codified(text).sentences.map(({ fate, reason }) => reason ?? fate);

describe("what machines can do is done by them", () => {
  it("to what the incident names, within a lease", () => {
    const { source } = codified("Suspend the compromised accounts for 24 hours.");
    expect(stepsOf("Suspend the compromised accounts for 24 hours.")).toEqual([
      { "each 20": ["identity.suspend-user"] },
    ]);
    expect(source).toContain("for-each: incident.users");
    expect(source).toContain("for: 1d");
    expect(source).toContain('# from: "Suspend the compromised accounts for 24 hours." (line 1)');
  });

  it("to one, where one is meant: of several a person says which", () => {
    const [step] = writtenOf(codified("Isolate the host.").source).steps;
    expect(step).toMatchObject({ "at-most": 1, do: [{ action: "endpoint.isolate", for: "8h" }] });
    expect(shortOf(step?.["on-limit"] as WrittenStep[])).toEqual([
      [expect.stringContaining("Which devices?")],
      { "each 20": ["endpoint.isolate"] },
    ]);
  });

  it("to a domain only where intelligence vouches for it, because its name is the attacker's text", () => {
    expect(stepsOf("Block malicious domains.")).toEqual([
      {
        "each 20": [
          "intel.lookup-domain",
          { "if has(steps.known_domain_1) && steps.known_domain_1.malicious": ["network.block-domain"], else: [] },
        ],
      },
    ]);
  });

  it("clause by clause, with the rest left to a person", () => {
    const text = "Isolate infected hosts and collect network captures.";
    expect(stepsOf(text)).toEqual([{ "each 20": ["endpoint.isolate"] }, [`Is the rest of it done: "${text}"`]]);
    expect(fatesOf(text)).toEqual(["handed"]);
  });

  it("once, however often it is said", () => {
    const text = "Open a ticket.\n\n# Details\n\nOpen a ticket in the queue.";
    expect(stepsOf(text)).toEqual(["ticket.create"]);
    expect(fatesOf(text)).toEqual(["codified", "heading", "codified"]);
  });

  it("at the same time where the runbook says so", () => {
    expect(stepsOf("1. Open a ticket.\n2. In parallel, notify the security team.")).toEqual([
      { parallel: ["ticket.create", "chat.post-message"] },
    ]);
  });

  it("after a while", () => {
    expect(stepsOf("Wait 2 hours. After 30 minutes, notify the security team.")).toEqual([
      "wait 2h",
      "wait 30m",
      "chat.post-message",
    ]);
  });

  it("for what a list names below its verb", () => {
    expect(stepsOf("Disable the following:\n\n- affected accounts\n- compromised users")).toEqual([
      { "each 20": ["identity.suspend-user"] },
    ]);
  });
});

describe("a condition", () => {
  it("is answered by the incident where it can, else by a person", () => {
    expect(stepsOf("If severity is high, notify the security team. Otherwise, open a ticket.")).toEqual([
      { 'if incident.severity == "high"': ["chat.post-message"], else: ["ticket.create"] },
    ]);
    expect(stepsOf("If the user did not sign in, revoke the user's sessions.")).toEqual([
      ['Is it so: "the user did not sign in"?'],
      { "if steps.ask_1.yes": [{ "each 20": ["identity.revoke-sessions"] }], else: [] },
    ]);
  });

  it("holds for all that is listed below it, and below a heading", () => {
    const expected = [
      ['Is it so: "the key is public"?'],
      { "if steps.ask_1.yes": [{ "each 20": ["cloud.disable-access-key"] }, "ticket.create"], else: [] },
    ];
    expect(stepsOf("If the key is public:\n\n- Disable affected access keys.\n- Open a ticket.")).toEqual(expected);
    expect(stepsOf("# Key\n\n## If the key is public:\n\nDisable affected access keys. Open a ticket.")).toEqual(
      expected,
    );
  });

  it("stands in a column of a table", () => {
    expect(stepsOf("| If | Action |\n|-|-|\n| The key is public | Open a ticket |")).toEqual([
      ['Is it so: "The key is public"?'],
      { "if steps.ask_1.yes": ["ticket.create"], else: [] },
    ]);
  });

  it("may end it", () => {
    expect(
      stepsOf(
        "Was it the user?\n\n- If yes, close the incident as a false positive.\n- If no, open a ticket.".replace(
          "?\n\n",
          "?\n",
        ),
      ),
    ).toEqual([["Was it the user?"], { "if steps.ask_1.yes": ["end false-positive"], else: ["ticket.create"] }]);
  });

  it("over what people do is read by them", () => {
    expect(stepsOf("If it is critical:\n\n- Call the manager.")).toEqual([["If it is critical: Call the manager."]]);
  });
});

describe("a person is asked first", () => {
  it.each([
    ["what is only suggested", "Consider isolating infected hosts.", "Is it to be done?"],
    ["what needs an approval", "With the approval of the owner, isolate infected hosts.", "Has it been approved?"],
    [
      "what is forbidden for some",
      "Never isolate hosts of the production line.\n\nIsolate infected hosts.",
      "May it be done?",
    ],
    [
      "what comes after the asking for a yes",
      "1. Obtain approval from the owner.\n2. Isolate infected hosts.",
      "Is there a yes to this?",
    ],
  ])("%s", (_what, text, question) => {
    expect(JSON.stringify(stepsOf(text))).toContain(question);
    expect(JSON.stringify(stepsOf(text))).toMatch(/"if steps.ask_1.yes":\[\{"each 20":\["endpoint.isolate"\]/);
  });
});

describe("nothing is made up:", () => {
  it.each([
    "Do not isolate the host.",
    "Containment isolates the host.",
    "Isolate or rebuild the host.",
    "Which accounts were disabled?",
    "Block the sender at the mail gateway.",
    "# Preparation\n\n## Contain\n\nIsolate the host.",
    "# X\n\n## References\n\nDisable the account.",
    "# X\n\n## Lessons learned\n\nDisable the account.",
  ])("%s", (text) => {
    expect(JSON.stringify(stepsOf(text))).not.toMatch(/endpoint|identity|network|cloud/);
  });
});

describe("texts of a runbook", () => {
  it("are never expressions, nor secrets, nor more than a playbook holds", () => {
    const text = "Run {{ incident.title }} and = 1.\n\nUse AKIAIOSFODNN7EXAMPLE here.\n\nOpen a ticket {{ vars.x }}.";
    const { source, findings, whole } = codified(text);
    expect({ findings, whole }).toEqual({ findings: [], whole: true });
    expect(source).not.toContain("AKIAIOSFODNN7EXAMPLE");
    expect(source).toContain('{{ "{{" }} vars.x }}');
  });

  it("that are too many for one playbook are given to people whole", () => {
    const text = Array.from(
      { length: 200 },
      (_, index) => `If case ${index} holds, open a ticket. Look at ${index} now.`,
    ).join("\n\n");
    const { whole, sentences, source } = codified(text);
    expect(whole).toBe(false);
    expect(countsOf(sentences)).toEqual({ sentences: 400, codified: 0, handed: 400, leftOut: 0, nothing: 0 });
    expect(checkPlaybook(source, { file: "x.yaml" }).program).toBeDefined();
  });
});

it("the example of the documentation becomes what the documentation says", () => {
  const { sentences, techniques, findings, whole } = codified(readFileSync(EXAMPLE, "utf8"));
  expect({ techniques, findings, whole }).toEqual({ techniques: ["T1078"], findings: [], whole: true });
  expect(countsOf(sentences)).toEqual({ sentences: 34, codified: 12, handed: 10, leftOut: 1, nothing: 11 });
});

describe("any document", () => {
  const words =
    "isolate|the host|block|IP addresses|disable|accounts|if|unless|it is so|otherwise|open a ticket|and|or|,|.|:|notify the security team|wait 5 minutes|for each user|do not|consider|close the incident as a false positive|{{ x }}|=|# Contain|## Lessons|record it in the ticket|follow the Leak playbook|and networks|whether the account is privileged|- |  - |1. |\n|\n\n|| If | Action |\n|-|-|\n|If yes,|Was it so?|with approval|in parallel|revoke sessions|after 2 hours|T1078|[ ] ";
  const piece = fc.constantFrom(
    ...words.split(/(?<!\|)\|(?!\|)/),
    "| If | Action |\n|-|-|\n| it is so | isolate the host |\n",
  );
  it("becomes a draft that the checker takes, the same each time, with each sentence told of once", () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const text = pieces.join(" ").replaceAll(/\n /g, "\n");
        const drafted = codified(text);
        const { program, findings } = checkPlaybook(drafted.source, { file: `${drafted.name}/playbook.yaml` });
        expect(findings.filter(({ severity }) => severity === "error")).toEqual([]);
        expect(program).toBeDefined();
        expect(codified(text)).toEqual(drafted);
        const { sentences, codified: done, handed, leftOut, nothing } = countsOf(drafted.sentences);
        expect(done + handed + leftOut + nothing).toBe(sentences);
        expect(drafted.sentences.map(({ number }) => number)).toEqual(drafted.sentences.map((_, index) => index + 1));
        const ids = new Set(drafted.source.match(/(?<=- id: )\w+/g));
        for (const { reason, steps } of drafted.sentences) {
          expect(reason !== null ? steps : steps.filter((id) => ids.has(id)).length > 0 || steps).toEqual(
            reason !== null ? [] : true,
          );
        }
        for (const { step } of drafted.holes) expect(ids).toContain(step);
        expect(drafted.whole).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});
