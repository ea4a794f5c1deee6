import { expect, test } from "vitest";
import { FILE, HEAD } from "../../test/support/playbook.ts";
import { checkPlaybook } from "./check.ts";
import { sarifOf } from "./sarif.ts";

test("each finding is a result at its place, with its rule beside the tool", () => {
  const { findings } = checkPlaybook(`${HEAD}  - wait: never\n  - wait: 91d\n  - wait: ever\n`, { file: FILE });
  const log = sarifOf(findings, "1.2.3");
  expect(log).toMatchObject({ version: "2.1.0", runs: [{ tool: { driver: { name: "cordon", version: "1.2.3" } } }] });
  const [run] = (
    log as { runs: { tool: { driver: { rules: { id: string }[] } }; results: Record<string, unknown>[] }[] }
  ).runs;
  expect(run?.tool.driver.rules.map(({ id }) => id)).toEqual([
    "playbook.bad-duration",
    "playbook.no-ending",
    "playbook.out-of-bounds",
  ]);
  expect(run?.results).toHaveLength(4);
  expect(run?.results[0]).toMatchObject({
    ruleId: "playbook.bad-duration",
    ruleIndex: 0,
    level: "error",
    message: { text: expect.stringContaining('"never" is no duration') },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: "playbooks/sample/playbook.yaml" },
          region: { startLine: 8, startColumn: 11 },
        },
      },
    ],
  });
});

test("nothing found is a run without results", () => {
  expect(sarifOf([], "1")).toMatchObject({ runs: [{ results: [], tool: { driver: { rules: [] } } }] });
});

test("a file is named by a URI", () => {
  const place = { file: "my playbooks/a#b/playbook.yaml", line: 1, column: 1 };
  const log = sarifOf([{ severity: "warning", code: "playbook.yaml", place, message: "m" }], "1");
  expect(JSON.stringify(log)).toContain('"uri":"my%20playbooks/a%23b/playbook.yaml"');
});
