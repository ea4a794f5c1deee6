import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anyPlaybook } from "../../test/support/any-playbook.ts";
import { END, HEAD } from "../../test/support/playbook.ts";
import { checkPlaybook } from "./check.ts";
import { type Compared, diffPlaybooks, playbookChangeText } from "./diff.ts";
import { libraryOf } from "./library.ts";
import { yamlOf as writtenText } from "./written-form-yaml.ts";

const ACCOUNT = `  - id: account
    action: identity.get-user
    with: { user: "=incident.entity.key" }
  - if: "!steps.account.found"
    then: [{ handoff: soc, reason: Nobody knows them. }]
    else: []
`;
const SUSPEND = `  - id: suspend
    action: identity.suspend-user
    with: { user: "=incident.entity.key" }
    for: 4h
    compensate:
      - action: identity.restore-user
        with: { user: "=incident.entity.key" }
`;
const TELL = `  - action: chat.post-message
    with: { text: Done }
`;

function compared(source: string): Compared {
  const { program, findings } = checkPlaybook(source, { file: "sample/playbook.yaml" });
  if (program === undefined) throw new Error(JSON.stringify(findings));
  return { source, program };
}

const BEFORE = HEAD + ACCOUNT + SUSPEND + TELL + END;
/** The changes from one text to the other, as lines. */
const lines = (after: string, before = BEFORE) =>
  diffPlaybooks(compared(before), compared(after)).map(playbookChangeText);
const edited = (from: string, to: string) => {
  expect(BEFORE).toContain(from);
  return lines(BEFORE.replace(from, to));
};

describe("the difference between two versions", () => {
  test("is nothing for the same text, and is said where only comments are others", () => {
    expect(lines(BEFORE)).toEqual([]);
    expect(lines(`# A comment\n${BEFORE}`)).toEqual([
      "  ~ the playbook has other comments, layout or description; nothing that runs is another",
    ]);
  });

  test.each([
    ["a longer lease", "for: 4h", "for: 8h", `! ~ step suspend has another "for": 8h instead of 4h (line 14)`],
    ["a shorter lease", "for: 4h", "for: 1h", `  ~ step suspend has another "for": 1h instead of 4h (line 14)`],
    [
      "another target",
      `suspend-user\n    with: { user: "=incident.entity.key" }`,
      `suspend-user\n    with: { user: "=incident.users[0]" }`,
      `! ~ step suspend has another "with user": "=incident.users[0]" instead of "=incident.entity.key" (line 14)`,
    ],
    [
      "other words",
      "text: Done",
      "text: All done",
      `  ~ the chat.post-message in line 21 has another "with text": "All done" instead of "Done"`,
    ],
    [
      "another time-out",
      "for: 4h",
      "for: 4h\n    timeout: 5s",
      `  ~ step suspend has another "timeout": 5s instead of 30s (line 14)`,
    ],
    ["another id", "id: suspend", "id: hold", "  ~ step hold is called hold instead of suspend (line 14)"],
    [
      "another trigger",
      `trigger: "true"`,
      "trigger: size(incident.ips) > 0",
      "! ~ the playbook has another trigger: size(incident.ips) > 0 instead of true",
    ],
    [
      "more maturity",
      "maturity: stable",
      "maturity: sandbox",
      "  ~ the playbook has another maturity: sandbox instead of stable",
    ],
    ["another end", "end: benign", "end: test", `  ~ the end in line 23 has another "end": test instead of benign`],
  ])("tells %s", (_name, from, to, line) => {
    expect(edited(from, to)).toEqual([line]);
  });

  test("tells a lost way back, and that what it undid stays", () => {
    const [without] = SUSPEND.split("    compensate");
    expect(lines(BEFORE.replace(SUSPEND, without!))).toEqual([
      `! ~ step suspend has no "compensate" any more; it was: steps of its own (line 14)`,
      `! - the identity.restore-user in line 19 is gone from "compensate" of step suspend: what it undid stays`,
    ]);
  });

  test("puts lost validations and new effects first, and then what is merely another", () => {
    const after = BEFORE.replace(/ {2}- if: [^-]*then[^\n]*\n {4}else: \[\]\n/, "").replace(
      TELL,
      `${TELL}  - action: identity.revoke-sessions\n    with: { user: "=incident.entity.key" }\n`,
    );
    expect(lines(after)).toEqual([
      "! ~ step suspend is no longer behind `!steps.account.found` (line 11)",
      "! + the identity.revoke-sessions in line 20 is new among the steps: an effect, eradicate",
      "  ~ the chat.post-message in line 18 is no longer behind `!steps.account.found`",
      "  - the if in line 11 is gone from the playbook's own steps",
      `  - the handoff in line 12 is gone from "then" of the if in line 11`,
    ]);
  });

  test("tells an effect that changed sides of a condition", () => {
    const decided = (side: string) =>
      `${HEAD}${ACCOUNT}  - if: incident.alertCount > 3\n    ${side}:\n${SUSPEND.replaceAll(/^/gm, "    ").trimEnd()}\n    ${side === "then" ? "else" : "then"}: []\n${END}`;
    expect(lines(decided("else"), decided("then"))).toEqual([
      '! ~ step suspend is no longer behind "then" of `incident.alertCount > 3` (line 16)',
      `  > step suspend moved from "then" of the if in line 14 to "else" of the if in line 14 (line 16)`,
    ]);
  });

  test("of a playbook that was not there is what it may do", () => {
    expect(diffPlaybooks(null, compared(BEFORE)).map(playbookChangeText)).toEqual([
      "! + the playbook is new: A sample, 7 steps",
      "! + step suspend is new among the steps: an effect, contain (line 14)",
      `! + the identity.restore-user in line 19 is new in "compensate" of step suspend: an effect, recover`,
      "! + the chat.post-message in line 21 is new among the steps: an effect, notify",
    ]);
  });

  test("tells steps that only changed places, the fewest there are", () => {
    const wait = "  - wait: 1m\n";
    const before = HEAD + wait + TELL + SUSPEND + END;
    expect(lines(HEAD + TELL + SUSPEND + wait + END, before)).toEqual([
      "  > the wait in line 17 comes at another place in the playbook's own steps",
    ]);
  });

  test("tells another version of what is called, with what it may do now", () => {
    const caller = `${HEAD}  - playbook: callee\n${END}`;
    const callee = (steps: string) =>
      `${HEAD.replace("sample", "callee").replace("steps:", "inputs: {}\nsteps:")}${steps}`;
    const of = (steps: string): Compared => {
      const library = libraryOf([{ name: "callee", source: callee(steps), file: "callee/playbook.yaml" }]);
      const { program } = checkPlaybook(caller, { file: "sample/playbook.yaml", library });
      return { source: caller, program: program! };
    };
    const changes = diffPlaybooks(of("  - wait: 1m\n"), of(TELL)).map(playbookChangeText);
    expect(changes).toEqual([
      "! ~ the playbook calls another version of callee",
      "! ~ the playbook may use chat.post-message now",
    ]);
  });
});

describe("whatever the playbooks are", () => {
  const program = { capabilities: [] };
  const differ = (a: string, b: string) => diffPlaybooks({ source: a, program }, { source: b, program });

  test("a version does not differ from itself, and any two others do", () => {
    fc.assert(
      fc.property(anyPlaybook, anyPlaybook, (a, b) => {
        const [one, other] = [writtenText(a), writtenText(b)];
        expect(differ(one, one)).toEqual([]);
        expect(differ(one, other).length > 0).toBe(one !== other);
      }),
      { numRuns: 40 },
    );
  });

  test("any change of a step is told, and not as one of comments", () => {
    fc.assert(
      fc.property(anyPlaybook, fc.nat(), (playbook, at) => {
        const changed = structuredClone(playbook);
        const leaves = leavesOf(changed.steps);
        if (leaves.length === 0) return;
        leaves[at % leaves.length]!();
        const changes = differ(writtenText(playbook), writtenText(changed));
        expect(changes.length).toBeGreaterThan(0);
        expect(changes.map(({ what }) => what).join()).not.toContain("nothing that runs");
      }),
      { numRuns: 60 },
    );
  });
});

/** Each a change of one value that a step holds. */
function leavesOf(value: unknown): (() => void)[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => {
    const change = (to: unknown) => [() => void Object.assign(value, { [key]: to })];
    if (key === "reason" || key === "title") return change(`${item} more`);
    if (key === "wait") return change("3m");
    if (key === "at-most" && typeof item === "number") return change(item + 1);
    return leavesOf(item);
  });
}
