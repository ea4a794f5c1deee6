import { parseTestFile } from "../../playbook/test-file.ts";
import { inWorkspace } from "../../store/database.ts";
import { askedProgram, checkedDraft } from "../asked-program.ts";
import { playbookFinding } from "../content-findings.ts";
import { PlaybookSimulation, PlaybookTested, SimulationRequest, TestRequest } from "../contract/playbook-editor.ts";
import type { ApiDeps } from "../deps.ts";
import { type Needs, type Route, route } from "../door.ts";
import { answersOfPast, incidentNamed } from "../past-incident.ts";
import { runFailures, runTests } from "../run-tests.ts";
import { caseToSimulate, simulated } from "../simulated.ts";

const tag = "playbooks";
const TRYING = ["analyst", "engineer"] as const satisfies Needs;

/** A playbook tried by the stepper of production, with no product within reach. */
export function playbookTrialRoutes(deps: ApiDeps): Route[] {
  return [test(deps), simulate(deps)];
}

function test({ database }: ApiDeps): Route {
  const summary = "Run the cases of a playbook, and touch nothing";
  const [path, answer] = ["/v1/playbooks/test", PlaybookTested] as const;
  return route(
    { method: "post", path, tag, summary, needs: TRYING, body: TestRequest, answer },
    async ({ caller: { workspaceId }, body }) => {
      const checked = await inWorkspace(database, workspaceId, (client) => checkedDraft(client, workspaceId, body));
      const { cases, findings } = parseTestFile(body.test.text, body.test);
      const found = [...checked.findings, ...findings].map(playbookFinding);
      if (checked.program === undefined || findings.length > 0)
        return { passed: false, findings: found, cases: [], coverage: null, failures: null };
      const { passed, cases: results, coverage } = await runTests(checked.program, cases);
      const told = results.map(({ name, place, differences }) => ({ name, line: place.line, differences }));
      const failures = body.failures && passed ? await runFailures(checked.program, cases) : null;
      return { passed, findings: found, cases: told, coverage, failures };
    },
  );
}

function simulate({ database }: ApiDeps): Route {
  const summary =
    "Go through a playbook with an incident of the past or a case, as far as there are answers; nothing is touched";
  const [path, answer] = ["/v1/playbooks/simulate", PlaybookSimulation] as const;
  return route(
    { method: "post", path, tag, summary, needs: TRYING, body: SimulationRequest, answer },
    async ({ caller: { workspaceId }, body }) => {
      const { playbook, source, file, calls, incident } = body;
      const given = await inWorkspace(database, workspaceId, async (client) => {
        const asked = await askedProgram(client, workspaceId, { playbook, source, file, calls });
        const past = incident === undefined ? null : await incidentNamed(client, workspaceId, incident);
        return { ...asked, past, book: past === null ? null : await answersOfPast(client, past) };
      });
      const { program, version, past, book } = given;
      const { test: cases, case: name } = body;
      const written = cases === undefined || name === undefined ? null : caseToSimulate(cases, name);
      const from = past !== null && book !== null ? { facts: past.facts, book } : { written };
      return { version, incident: past?.number ?? null, ...simulated(program, from, body) };
    },
  );
}
