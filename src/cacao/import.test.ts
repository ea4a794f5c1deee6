import { describe, expect, test } from "vitest";
import { runOf } from "../../test/support/playbook.ts";
import { observationsOf } from "../model/observation.ts";
import { checkPlaybook } from "../playbook/check.ts";
import { findingText } from "../playbook/finding.ts";
import { exportCacao } from "./export.ts";
import { importCacao } from "./import.ts";

const uuid = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;
const START = `start--${uuid(1)}`;
const END = `end--${uuid(2)}`;
const IF = `if-condition--${uuid(3)}`;
const ACT = `action--${uuid(4)}`;
const OTHER = `action--${uuid(5)}`;
const AGENT = `organization--${uuid(6)}`;
const TARGET = `http-api--${uuid(7)}`;
const LOOP = `while-condition--${uuid(8)}`;
const FORK = `parallel--${uuid(9)}`;
const CHOICE = `switch-condition--${uuid(10)}`;
const CALL = `playbook-action--${uuid(11)}`;

type Json = { [key: string]: unknown };

/** A document whose workflow begins with the first of the steps; `end` and an agent are there. */
function documentOf(workflow: Json, more: Json = {}): string {
  const [first] = Object.keys(workflow);
  const document = {
    ...{ type: "playbook", spec_version: "cacao-2.0", id: `playbook--${uuid(20)}`, name: "A test" },
    ...{ created_by: `identity--${uuid(21)}`, created: "2026-01-01T00:00:00Z", modified: "2026-01-01T00:00:00Z" },
    workflow_start: START,
    workflow: { [START]: { type: "start", on_completion: first }, ...workflow, [END]: { type: "end" } },
    agent_definitions: { [AGENT]: { type: "organization", name: "Us" } },
    target_definitions: { [TARGET]: { type: "http-api", name: "web" } },
    ...more,
  };
  return JSON.stringify(document, null, 2);
}

const manual = (command: string, more: Json = {}): Json => ({
  type: "action",
  agent: AGENT,
  commands: [{ type: "manual", command }],
  on_completion: END,
  ...more,
});

function imported(workflow: Json, more: Json = {}, connections: [string, string][] = []) {
  const text = documentOf(workflow, more);
  const { playbook, findings } = importCacao(text, { file: "x.json", connections: new Map(connections) });
  return {
    source: playbook?.source ?? "",
    findings: findings.map(findingText),
    codes: findings.map(({ code }) => code),
  };
}

const VARIABLES = {
  playbook_variables: {
    __ip__: { type: "ipv4-addr", value: "192.0.2.1" },
    __count__: { type: "integer", value: "3" },
    __on__: { type: "bool", value: "true" },
  },
};

const IF_STEP = { type: "if-condition", condition: "__on__:value = 'true'", on_true: ACT, on_completion: END };

describe("a document", () => {
  test("becomes a playbook that the checker takes, its end a handoff", () => {
    const { source, findings } = imported({ [ACT]: manual("Look at __ip__:value", { name: "Look" }) }, VARIABLES);
    expect(findings).toEqual([]);
    expect(source).toContain("playbook: a-test\n");
    expect(source).toContain("reason: Look at {{ vars.ip }}");
    expect(source).toContain("  count:\n    type: integer\n    default: 3\n");
    expect(source).toMatch(/- handoff: soc\n {4}reason: The playbook ends here\.\n/);
  });

  test("is asked of people where a condition is free text", () => {
    const workflow = { [IF]: { ...IF_STEP, condition: "it is bad" }, [ACT]: manual("Mend") };
    const { source, codes } = imported(workflow);
    expect(codes).toEqual(["cacao.by-hand"]);
    expect(source).toContain("ask: it is bad");
    expect(source).toContain("if: steps.person_1.holds");
  });

  test("keeps a pattern about what was observed, and export gives it back", () => {
    const condition = "[url:value LIKE '%.exe' AND url:value MATCHES '^http\\\\:'] OR [file:name = 'a.exe']";
    const { source, codes } = imported({ [IF]: { ...IF_STEP, condition }, [ACT]: manual("Mend") });
    expect(codes).toEqual([]);
    expect(source).toContain("stix(incident.observables, ");
    const steps = Object.values(exportCacao(source, "2026-01-31T12:00:00.000Z").workflow);
    expect(steps.flatMap((step) => step.condition ?? [])).toEqual([condition]);
  });

  test("keeps what joins behind both ways of a condition", () => {
    const workflow = { [IF]: { ...IF_STEP, on_completion: OTHER }, [ACT]: manual("Mend"), [OTHER]: manual("Tell") };
    const { source, codes } = imported(workflow, VARIABLES);
    expect(codes).toEqual([]);
    expect(source.match(/reason: Tell/g)).toHaveLength(1);
    expect(source).toMatch(/else: \[\]/);
  });

  test("keeps every branch that runs at once, and goes on behind them", () => {
    const fork = { type: "parallel", next_steps: [ACT, OTHER], on_completion: END };
    const { source, codes } = imported({ [FORK]: fork, [ACT]: manual("One"), [OTHER]: manual("Two") });
    expect(codes).toEqual([]);
    expect(source).toMatch(/parallel:\n {6}branch_1:\n[\s\S]+branch_2:\n/);
  });

  const AT = "a-test/playbook.yaml";
  const OFTEN = "[ipv4-addr:value = '192.0.2.1'] REPEATS 3 TIMES WITHIN 60 SECONDS";

  test("looks at the alerts for a pattern over time, and decides by them", () => {
    const workflow = { [IF]: { ...IF_STEP, condition: OFTEN }, [ACT]: manual("Mend") };
    const { source, codes } = imported(workflow);
    expect(codes).toEqual([]);
    const { program } = checkPlaybook(source, { file: AT });
    const asked = (seconds: number) => {
      const seen = [0, 1, 2].map((index) => ({
        time: new Date(index * seconds * 1000),
        observables: [{ type: "ip" as const, value: "192.0.2.1" }],
      }));
      return runOf(program!, () => ({ done: true }), { observations: observationsOf(seen) }).asked;
    };
    expect(asked(30)).toEqual(["person_1"]);
    expect(asked(40)).toEqual([]);
  });

  test("looks anew before each round of a loop that a pattern over time decides", () => {
    const loop = { type: "while-condition", condition: OFTEN, on_true: ACT, on_completion: END };
    const { source, codes } = imported({ [LOOP]: loop, [ACT]: manual("Again") });
    expect(codes).toEqual(["cacao.bounded"]);
    expect(source.match(/again_1: =stix\(steps\.look_[12]\.observations, /g)).toHaveLength(2);
    const out = JSON.stringify(exportCacao(source, "2026-01-31T12:00:00.000Z"));
    const back = importCacao(out, { file: "x.json" }).playbook?.source ?? "";
    expect(checkPlaybook(back, { file: AT }).program).toEqual(checkPlaybook(source, { file: AT }).program);
  });

  test("bounds its loops, and asks people before each round of one that they decide", () => {
    const loop = { type: "while-condition", condition: "__count__:value < 3", on_true: ACT, on_completion: END };
    const { source, codes } = imported(
      { [LOOP]: loop, [ACT]: manual("Again", { out_args: ["__count__"] }) },
      VARIABLES,
    );
    expect(codes).toEqual(["cacao.bounded"]);
    expect(source).toContain("while: vars.count < 3\n    at-most: 100\n");
    const asked = imported({ [LOOP]: { ...loop, condition: "it is not over" }, [ACT]: manual("Again") });
    expect(asked.codes.filter((code) => !code.startsWith("cacao."))).toEqual([]);
    expect(asked.source).toContain("while: vars.again_1");
    expect(asked.source.match(/ask: it is not over/g)).toHaveLength(2);
  });

  test("keeps the types of what is chosen by", () => {
    const choice = {
      type: "switch-condition",
      switch: "__count__:value",
      cases: { "1": ACT, default: OTHER },
      on_completion: END,
    };
    const { source, codes } = imported({ [CHOICE]: choice, [ACT]: manual("One"), [OTHER]: manual("Other") }, VARIABLES);
    expect(codes).toEqual([]);
    expect(source).toMatch(/switch: vars.count\n {4}cases:\n {6}1:\n/);
  });

  test("sends requests through the connection that was chosen, and through none otherwise", () => {
    const commands = [
      { type: "http-api", command: "POST /block?force=yes HTTP/1.1", content: '{"ip": "__ip__:value"}' },
    ];
    const workflow = { [ACT]: { ...manual(""), commands, targets: [TARGET], timeout: 5000 } };
    const { source, codes } = imported(workflow, VARIABLES, [["web", "firewall"]]);
    expect(codes).toEqual([]);
    expect(source).toContain("action: http.send\n    connection: firewall\n");
    expect(source).toContain(
      'path: /block\n      query:\n        force: yes\n      body:\n        ip: "{{ vars.ip }}"\n    timeout: 5s',
    );
    const unmapped = imported(workflow, VARIABLES);
    expect(unmapped.codes).toEqual(["cacao.by-hand", "cacao.no-connection"]);
    expect(unmapped.findings[1]).toContain('say --map "web=<connection>"');
    expect(unmapped.source).not.toContain("action:");
  });

  test.each(["ssh", "bash", "powershell"])(
    "runs a line of %s on its target, through the connection that was chosen",
    (type) => {
      const commands = [{ type, command: "touch /tmp/__ip__:value" }];
      const workflow = { [ACT]: { ...manual(""), commands, targets: [TARGET] } };
      const { source, codes } = imported(workflow, VARIABLES, [["web", "bastion"]]);
      expect(codes).toEqual([]);
      expect(source).toContain("action: host.contain\n    connection: bastion\n");
      expect(source).toContain("with:\n      host: web\n      line: touch /tmp/{{ vars.ip }}");
      expect(imported(workflow, VARIABLES).codes).toEqual(["cacao.by-hand", "cacao.no-connection"]);
    },
  );

  test.each([
    ["ssh", { command: "ls\nreboot" }],
    ["bash", { command_b64: "bHMKcmVib290" }],
    ["powershell", {}],
    ["sigma", { command_b64: "bHM=" }],
    ["http-api", { command: "DELETE /x HTTP/1.1" }],
    ["openc2-http", { command: "POST /x HTTP/1.1", content_b64: "bm8ganNvbg==" }],
  ])("leaves what Cordon does not run to people: %s", (type, command) => {
    const workflow = { [ACT]: { ...manual(""), commands: [{ type, ...command }], targets: [TARGET] } };
    const { source, codes } = imported(workflow, {}, [["web", "firewall"]]);
    expect(codes).toEqual(["cacao.by-hand"]);
    expect(source).toContain("resume:\n      done:\n");
  });

  test("calls a playbook that was named for its id, and has people run another", () => {
    const workflow = { [CALL]: { type: "playbook-action", playbook_id: `playbook--${uuid(30)}`, on_completion: END } };
    expect(imported(workflow).codes).toEqual(["cacao.by-hand"]);
    const { source } = imported(workflow, {}, [[`playbook--${uuid(30)}`, "other"]]);
    expect(source).toBe("");
    const library = (name: string) =>
      name === "other"
        ? {
            file: "other/playbook.yaml",
            source:
              'playbook: other\ntitle: O\ndescription: O\nmaturity: stable\ntrigger: "true"\ndefault-queue: soc\noutputs: {}\nsteps:\n  - end: benign\n    reason: done\n',
          }
        : null;
    const options = { file: "x.json", connections: new Map([[`playbook--${uuid(30)}`, "other"]]), library };
    expect(importCacao(documentOf(workflow), options).playbook?.source).toContain("playbook: other");
  });

  test("goes where a failure leads, and to people when that is the end", () => {
    const commands = [{ type: "http-api", command: "GET /x HTTP/1.1" }];
    const failing = {
      ...manual(""),
      commands,
      targets: [TARGET],
      on_completion: undefined,
      on_success: END,
      on_failure: OTHER,
    };
    const { source } = imported({ [ACT]: failing, [OTHER]: manual("Mend") }, {}, [["web", "w"]]);
    expect(source).toMatch(/on-failure:\n {6}- id: person_1[\s\S]+reason: Mend/);
  });

  test("never makes an expression of a text that only looks like one", () => {
    const { source, codes } = imported({ [ACT]: manual("=incident.id {{ incident.id }} }}", { name: "={{ 1 }}" }) });
    expect(codes).toEqual([]);
    expect(source).toContain('==incident.id {{ "{{" }} incident.id }} }}');
  });

  test("says what its markings are, and that signatures are not verified", () => {
    const more = { markings: ["marking-tlp--e828b379-4e03-4974-9ac4-e53a884c97c1"], signatures: [{}] };
    const { source, codes } = imported({ [ACT]: manual("Look") }, more);
    expect(codes).toEqual(["cacao.unverified"]);
    expect(source).toContain("Marked TLP:RED.");
  });

  test("keeps its markings on the way back, statements too, and takes no other line for one", () => {
    const [red, own] = ["marking-tlp--e828b379-4e03-4974-9ac4-e53a884c97c1", `marking-statement--${uuid(70)}`];
    const statement = 'Copyright "Acme"\n2026';
    const definitions = { [own]: { type: "marking-statement", id: own, statement } };
    const description = "Looks.\nMarked mails are left.\nMarked TLP:PINK.";
    const more = { markings: [red, own], data_marking_definitions: definitions, description };
    const { source } = imported({ [ACT]: manual("Look") }, more);
    const document = exportCacao(source, "2026-01-31T12:00:00.000Z");
    expect(document.description).toBe(description);
    expect(document.markings).toEqual([red, expect.stringMatching(/^marking-statement--/)]);
    expect(document.data_marking_definitions).toMatchObject({
      [red]: { tlpv2_level: "TLP:RED" },
      [document.markings?.[1] ?? ""]: { statement: 'Copyright "Acme" 2026' },
    });
    const again = importCacao(JSON.stringify(document), { file: "x.json" }).playbook;
    expect(again?.source).toBe(source);
  });
});

describe("a document that is wrong is refused at its place", () => {
  const refused = (workflow: Json, more: Json = {}) => imported(workflow, more).findings.join("\n");

  test("when a reference leads nowhere", () => {
    const near = `${END.slice(0, -1)}3`;
    expect(refused({ [ACT]: manual("x", { on_completion: near }) })).toBe(
      `x.json:24:24 error cacao.dangling /workflow/${ACT}/on_completion: "${near}" is not a step of this playbook; did you mean "${END}"?`,
    );
    expect(refused({ [ACT]: manual("x", { agent: `group--${uuid(1)}` }) })).toContain(`/workflow/${ACT}/agent: `);
    expect(refused({ [ACT]: manual("x", { targets: [TARGET, TARGET, "y"] }) })).toContain(`/targets/2: `);
    expect(refused({ [ACT]: manual("Ask __nobody__:value") })).toContain('"__nobody__" is not a variable');
    expect(refused({ [ACT]: manual("x", { out_args: ["__nobody__"] }) })).toContain(`/workflow/${ACT}/out_args/0: `);
    expect(refused({ [ACT]: manual("x") }, { markings: [`marking-tlp--${uuid(1)}`] })).toContain("/markings/0: ");
  });

  test("when it comes back to a step without a loop", () => {
    const circle = { [ACT]: manual("x", { on_completion: OTHER }), [OTHER]: manual("y", { on_completion: ACT }) };
    expect(refused(circle)).toContain(`cacao.cycle /workflow/${ACT}: `);
  });

  test("when ways multiply", () => {
    const ids = Array.from({ length: 12 }, (_, n) => `if-condition--${uuid(100 + n)}`);
    const workflow = Object.fromEntries(
      ids.map((id, n) => {
        const next = ids[n + 1] ?? ACT;
        return [id, { type: "if-condition", condition: "__on__:value = 'true'", on_true: next, on_false: next }];
      }),
    );
    expect(refused({ ...workflow, [ACT]: manual("x") }, VARIABLES)).toContain("cacao.too-large");
  });

  test("when a step does not say what it must, or is of no kind there is", () => {
    expect(refused({ [ACT]: { type: "action", agent: AGENT } })).toContain('a step of type action has no "commands"');
    expect(refused({ [ACT]: { type: "dance" } })).toMatch(/cacao\.shape \/workflow\/action--[\d-]+\/type: /);
    expect(refused({ [ACT]: manual("x") }, { workflow_start: END })).toContain("begins with a start step");
  });

  test("when it is no JSON", () => {
    const finding = (text: string) => importCacao(text, { file: "x.json" }).findings.map(findingText).join("\n");
    expect(finding('{\n  "a": 1,\n  "a": 2\n}')).toMatch(/^x\.json:3:3 error cacao\.json .*written twice/);
    expect(finding('{"a": 01}')).toMatch(/^x\.json:1:8 error cacao\.json/);
    expect(finding('["a\u0000"]')).toContain("control characters");
    expect(finding("[".repeat(100_000))).toContain("nested more than");
    expect(finding("")).toContain("a value is expected");
  });
});
